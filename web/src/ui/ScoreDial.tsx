import type { Level } from "../api/types";
import { LEVEL_LABELS } from "../format/labels";
import { formatScore } from "../format/numbers";
import { arcPath, tickPath } from "./arc";
import classes from "./ScoreDial.module.css";

const RING = { cx: 110, cy: 108, r: 88 };
const STEPS = 10;
const SWEEP = 180;
const GAP = 2.4;

interface ScoreDialProps {
  value: number;
  level: Level;
  /** The highest score that suits whoever holds the portfolio. */
  limit: number;
  limitName: string;
}

function segmentAngles(index: number): { from: number; to: number } {
  const width = SWEEP / STEPS;
  return { from: 180 + index * width + GAP / 2, to: 180 + (index + 1) * width - GAP / 2 };
}

/** How much of segment index (from 0) a value of 1 to 10 fills. */
function filled(value: number, index: number): number {
  return Math.min(1, Math.max(0, value - index));
}

/** The score on its scale of ten steps, with a tick where the limit lies. */
export function ScoreDial({ value, level, limit, limitName }: ScoreDialProps) {
  return (
    <figure className={classes.dial} data-level={level}>
      <svg viewBox="0 0 220 128" role="img" aria-label={`Risk score ${formatScore(value)} of 10`}>
        {Array.from({ length: STEPS }, (_, index) => {
          const { from, to } = segmentAngles(index);
          const part = filled(value, index);
          return (
            <g key={from}>
              <path d={arcPath(RING, from, to)} className={classes.track} />
              {part > 0 && (
                <path
                  d={arcPath(RING, from, from + (to - from) * part)}
                  className={classes.value}
                />
              )}
            </g>
          );
        })}
        {limit < STEPS && (
          <path d={tickPath(RING, 180 + (SWEEP * limit) / STEPS, 15)} className={classes.limit} />
        )}
        <text x="110" y="98" className={classes.number}>
          {formatScore(value)}
        </text>
        <text x="110" y="121" className={classes.of}>
          of 10
        </text>
      </svg>
      <figcaption>
        <strong>{LEVEL_LABELS[level]} risk</strong>
        {limit < STEPS && <span>
            {limitName}: {formatScore(limit)}
          </span>}
      </figcaption>
    </figure>
  );
}
