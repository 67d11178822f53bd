import type { RiskWarning } from "../../api/types";
import { plural } from "../../format/numbers";
import { Card } from "../../ui/Card";
import classes from "./Warnings.module.css";

/** What stands out, each with the limit it broke and an adjustment to consider. */
export function Warnings({ warnings }: { warnings: readonly RiskWarning[] }) {
  if (warnings.length === 0) {
    return (
      <Card title="What stands out">
        <p className={classes.calm}>
          <span aria-hidden="true">✓</span> Nothing is over its limit.
        </p>
      </Card>
    );
  }
  return (
    <Card title="What stands out" hint={`${plural(warnings.length, "point")} to look at`}>
      <ul className={classes.list}>
        {warnings.map((warning) => (
          <li
            key={warning.code + warning.symbols.join()}
            className={classes.warning}
            data-severity={warning.severity}
          >
            <p className={classes.message}>{warning.message}</p>
            <p className={classes.suggestion}>{warning.suggestion}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
