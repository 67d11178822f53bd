import { formatScore } from "../format/numbers";
import classes from "./MiniScore.module.css";
import { scoreLevel } from "./scoreLevel";

const RADIUS = 26;
const LENGTH = 2 * Math.PI * RADIUS;

/** A score as a ring with its number: for cards and headers. */
export function MiniScore({ score }: { score: number | null }) {
  if (score === null) {
    return (
      <span className={classes.none} title="Scored when it is next opened">
        No score
      </span>
    );
  }
  const level = scoreLevel(score);
  return (
    <span className={classes.ring} data-level={level}>
      <svg width="64" height="64" viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r={RADIUS} className={classes.track} />
        <circle
          cx="32"
          cy="32"
          r={RADIUS}
          className={classes.value}
          strokeDasharray={`${(LENGTH * score) / 10} ${LENGTH}`}
          transform="rotate(-90 32 32)"
        />
      </svg>
      <span className={classes.number}>
        <span className="visuallyHidden">Risk score </span>
        {formatScore(score)}
        <span className="visuallyHidden"> of 10, {level}</span>
      </span>
    </span>
  );
}
