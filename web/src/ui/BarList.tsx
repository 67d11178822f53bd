import type { CSSProperties } from "react";

import type { Exposure } from "../api/types";
import { formatFraction, formatMoneyRounded } from "../format/numbers";
import classes from "./BarList.module.css";

/** What belongs to no class in particular is drawn without the classes' colour. */
const NEUTRAL: ReadonlySet<string> = new Set(["unclassified", "not_equity", "global"]);

interface BarListProps {
  exposures: readonly Exposure[];
  /** null: amounts are hidden. */
  currency: string | null;
}

/** Shares as horizontal bars, the largest filling the width. */
export function BarList({ exposures, currency }: BarListProps) {
  const longest = Math.max(...exposures.map((e) => Math.abs(e.weight)), 0.01);
  return (
    <ul className={classes.list}>
      {exposures.map(({ key, label, weight, value }) => (
        <li key={key} className={classes.row} data-neutral={NEUTRAL.has(key) || undefined}>
          <span className={classes.label}>{label}</span>
          <span
            className={`${classes.share} numeric`}
            title={currency ? formatMoneyRounded(value, currency) : undefined}
          >
            {formatFraction(weight)}
          </span>
          <span
            className={classes.bar}
            style={{ "--width": `${(100 * Math.max(0, weight)) / longest}%` } as CSSProperties}
          />
        </li>
      ))}
    </ul>
  );
}
