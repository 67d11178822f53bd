import type { CSSProperties } from "react";

import type { Exposure } from "../api/types";
import { formatFraction, formatMoneyRounded } from "../format/numbers";
import classes from "./BarList.module.css";

interface BarListProps {
  exposures: readonly Exposure[];
  currency: string;
}

/** Shares as horizontal bars, the largest filling the width. */
export function BarList({ exposures, currency }: BarListProps) {
  const longest = Math.max(...exposures.map((e) => Math.abs(e.weight)), 0.01);
  return (
    <ul className={classes.list}>
      {exposures.map(({ key, label, weight, value }) => (
        <li key={key} className={classes.row} data-unknown={key === "unclassified" || undefined}>
          <span className={classes.label}>{label}</span>
          <span className={`${classes.share} numeric`} title={formatMoneyRounded(value, currency)}>
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
