import { fromScaled } from "../../format/decimal";
import { formatMoney, formatNumber } from "../../format/numbers";
import classes from "./TotalsBar.module.css";
import { type Draft, addsUp, totalsOf } from "./draft";

/** The sum while typing: of money, or of percentages with how far it is from a hundred. */
export function TotalsBar({ draft }: { draft: Draft }) {
  const { amount, percent } = totalsOf(draft);
  if (draft.basis === "amounts") {
    return (
      <p className={classes.bar} aria-live="polite">
        <span>Total</span>
        <strong className="numeric">{formatMoney(fromScaled(amount), draft.currency)}</strong>
      </p>
    );
  }
  const complete = addsUp(percent);
  return (
    <p className={classes.bar} data-complete={complete} aria-live="polite">
      <span>
        {complete
          ? "Adds up to 100%"
          : "Percentages must add up to 100: change them until the sum does."}
      </span>
      <strong className="numeric">{formatNumber(fromScaled(percent))}%</strong>
    </p>
  );
}
