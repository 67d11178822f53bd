import type { Analysis, Measure } from "../../api/types";
import { formatDate, formatFraction, formatNumber } from "../../format/numbers";
import { Card } from "../../ui/Card";
import classes from "./LossCard.module.css";
import { formatMeasure } from "./measureFormat";

type Risk = Analysis["risk"];
type PriceRisk = NonNullable<Risk["fromPrices"]>;
type Figure = Exclude<keyof Risk & keyof PriceRisk, "positions">;

const FIGURES: readonly (readonly [label: string, figure: Figure])[] = [
  ["In one month out of twenty, more than", "valueAtRisk"],
  ["In such a month, on average", "conditionalValueAtRisk"],
  ["From the highest to the lowest point", "maxDrawdown"],
  ["Volatility per year", "annualVolatility"],
];

const SOURCES: Record<PriceRisk["sources"][number], string> = {
  file: "a file",
  yahoo: "Yahoo",
  tiingo: "Tiingo",
  stooq: "Stooq",
  synthetic: "made-up series",
};

/** How much may be lost, by asset class and, where there are prices, by these beside it. */
export function LossCard({ risk }: { risk: Risk }) {
  const prices = risk.fromPrices;
  return (
    <Card title="How much may be lost" hint="Estimates, not limits: it can be worse">
      <div className={classes.grid}>
        {FIGURES.map(([label, figure]) => (
          <Loss key={figure} label={label} byClass={risk[figure]} byPrices={prices?.[figure]} />
        ))}
      </div>
      {prices ? (
        <Evidence prices={prices} />
      ) : (
        <p className={classes.evidence}>{risk.priceCoverage.text} {risk.priceCoverage.how}</p>
      )}
    </Card>
  );
}

interface LossProps {
  label: string;
  byClass: Measure;
  byPrices: Measure | undefined;
}

function Loss({ label, byClass, byPrices }: LossProps) {
  return (
    <section className={classes.loss}>
      <h3>{label}</h3>
      <p className={`${classes.values} numeric`}>
        <Value measure={byClass} name="By asset class" />
        {byPrices && <Value measure={byPrices} name="From prices" />}
      </p>
      <p className={classes.explanation}>{(byPrices ?? byClass).explanation}</p>
    </section>
  );
}

function Value({ measure, name }: { measure: Measure; name: string }) {
  return (
    <span className={classes.value} data-basis={measure.basis}>
      <strong>{formatMeasure(measure, null)}</strong> <small>{name}</small>
    </span>
  );
}

function Evidence({ prices }: { prices: PriceRisk }) {
  const { observations, start, end, covered, sources } = prices;
  const madeUp = sources.includes("synthetic");
  return (
    <p className={classes.evidence}>
      {madeUp && <span className={classes.synthetic}>Synthetic prices</span>}
      <span>
        {formatNumber(observations)} returns, {formatDate(start)} to {formatDate(end)}, from{" "}
        {sources.map((source) => SOURCES[source]).join(" and ")}. Prices cover{" "}
        {formatFraction(covered)} of the value; the rest counts by its asset class. The score always
        counts asset classes, so that any two portfolios can be compared.
      </span>
    </p>
  );
}
