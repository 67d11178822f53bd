import type { Exposure } from "../api/types";
import { formatFraction, formatMoneyRounded } from "../format/numbers";
import { arcPath } from "./arc";
import classes from "./Donut.module.css";

const RING = { cx: 60, cy: 60, r: 46 };
const GAP_DEGREES = 2;
const FULL = 359.99;

interface Slice {
  key: string;
  from: number;
  to: number;
}

/** Slices of the positive weights; what is held short has no place in a whole. */
function slicesOf(exposures: readonly Exposure[]): Slice[] {
  const positive = exposures.filter((e) => e.weight > 0);
  const whole = positive.reduce((sum, e) => sum + e.weight, 0);
  const gap = positive.length > 1 ? GAP_DEGREES : 0;
  let at = -90;
  return positive.map(({ key, weight }) => {
    const from = at;
    at += (FULL * weight) / whole;
    return { key, from, to: Math.max(from + 0.5, at - gap) };
  });
}

interface DonutProps {
  exposures: readonly Exposure[];
  /** null: amounts are hidden. */
  currency: string | null;
}

/** A whole and its parts, each with a colour of its own kind, and the figures beside it. */
export function Donut({ exposures, currency }: DonutProps) {
  return (
    <div className={classes.donut}>
      <svg viewBox="0 0 120 120" aria-hidden="true" className={classes.ring}>
        {slicesOf(exposures).map(({ key, from, to }) => (
          <path key={key} d={arcPath(RING, from, to)} className={classes.slice} data-key={key} />
        ))}
      </svg>
      <ul className={classes.legend}>
        {exposures.map(({ key, label, weight, value }) => (
          <li key={key}>
            <span className={classes.swatch} data-key={key} />
            <span>{label}</span>
            <span className="numeric">
              <strong>{formatFraction(weight)}</strong>
              {currency && <small>{formatMoneyRounded(value, currency)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
