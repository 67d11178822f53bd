import type { RebalancePlan } from "../../api/types";
import { formatFraction, formatMoney, plural } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { Notice } from "../../ui/Notice";
import { BeforeAfter } from "./BeforeAfter";
import { MeasureChanges } from "./MeasureChanges";
import { TradeTable } from "./TradeTable";
import classes from "./adjustments.module.css";

export function Plan({ plan, name }: { plan: RebalancePlan; name: string }) {
  const { adjustments, overLimits, limitsNotHeld } = plan;
  return (
    <>
      <BeforeAfter plan={plan} />
      {limitsNotHeld.length > 0 && (
        <Notice tone="attention" title="Not every limit can be held">
          <ul className={classes.reasons}>
            {limitsNotHeld.map(({ kind, key, reason }) => (
              <li key={kind + key}>{reason}</li>
            ))}
          </ul>
        </Notice>
      )}
      {overLimits.length > 0 && (
        <Card title="Over a limit now">
          <ul className={classes.reasons}>
            {overLimits.map(({ kind, key, reason }) => (
              <li key={kind + key}>{reason}</li>
            ))}
          </ul>
        </Card>
      )}
      {adjustments.length === 0 ? (
        <Card title="Nothing to adjust">
          <p className={classes.calm}>
            <span aria-hidden="true">✓</span> With these wishes, everything is where it should be.
          </p>
        </Card>
      ) : (
        <>
          <Totals plan={plan} />
          <TradeTable plan={plan} name={name} />
        </>
      )}
      <MeasureChanges changes={plan.changes} currency={plan.currency} />
      <section className={classes.notes} aria-label="About these suggestions">
        {plan.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        <p>{plan.disclaimer}</p>
      </section>
    </>
  );
}

function Totals({ plan }: { plan: RebalancePlan }) {
  const { currency, bought, sold, cost, cashLeft, turnover, adjustments } = plan;
  const facts = [
    ["Adjustments", plural(adjustments.length, "trade")],
    ["Bought", formatMoney(bought, currency)],
    ["Sold", formatMoney(sold, currency)],
    ["Turnover", formatFraction(turnover)],
    ["Costs", formatMoney(cost, currency)],
    ["Cash left", formatMoney(cashLeft, currency)],
  ] as const;
  return (
    <dl className={classes.totals}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className="numeric">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
