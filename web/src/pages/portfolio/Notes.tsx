import type { Analysis } from "../../api/types";
import { SOURCE_LABELS } from "../../format/labels";
import { formatFraction } from "../../format/numbers";
import classes from "./Notes.module.css";

function startingSmall(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** How sure all of this is, and what it is not. */
export function Notes({ analysis }: { analysis: Analysis }) {
  return (
    <section className={classes.notes} aria-labelledby="notes">
      <h2 id="notes">About these figures</h2>
      <ul>
        {analysis.classification
          .filter(({ weight }) => weight !== 0)
          .map(({ source, weight }) => (
            <li key={source}>
              {formatFraction(weight)} of the value: {startingSmall(SOURCE_LABELS[source].long)}.
            </li>
          ))}
        {analysis.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        <li>
          Estimates describe how such assets have behaved, not what will happen. Suggested
          adjustments are things to consider, not investment advice.
        </li>
      </ul>
    </section>
  );
}
