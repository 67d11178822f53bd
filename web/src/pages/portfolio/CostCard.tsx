import type { Analysis, Measure } from "../../api/types";
import { Card } from "../../ui/Card";
import classes from "./CostCard.module.css";
import { formatMeasure } from "./measureFormat";

interface CostCardProps {
  cost: Analysis["cost"];
  /** null: amounts are hidden. */
  currency: string | null;
}

export function CostCard({ cost, currency }: CostCardProps) {
  return (
    <Card title="Costs and income per year">
      <Pair label="Fund costs" money={cost.annualCost} rate={cost.expenseRatio} currency={currency} />
      <Pair
        label="Dividends and interest"
        money={cost.annualIncome}
        rate={cost.dividendYield}
        currency={currency}
      />
    </Card>
  );
}

interface PairProps {
  label: string;
  money: Measure;
  rate: Measure;
  currency: string | null;
}

function Pair({ label, money, rate, currency }: PairProps) {
  return (
    <div className={classes.pair}>
      <h3>{label}</h3>
      <p className="numeric">
        {money.value === null && <span>Unknown</span>}
        {money.value !== null && currency === null && <strong>{formatMeasure(rate, null)}</strong>}
        {money.value !== null && currency !== null && (
          <>
            <strong>{formatMeasure(money, currency)}</strong>
            <span>{formatMeasure(rate, currency)} a year</span>
          </>
        )}
      </p>
      <p className={classes.explanation}>{rate.explanation}</p>
    </div>
  );
}
