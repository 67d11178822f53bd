import type { Analysis, Measure, RebalancePlan } from "../../api/types";
import { formatScore } from "../../format/numbers";
import { BandGauge } from "../../ui/BandGauge";
import { Card } from "../../ui/Card";
import { MiniScore } from "../../ui/MiniScore";
import { formatMeasure } from "../portfolio/measureFormat";
import classes from "./BeforeAfter.module.css";

type Pick = readonly [label: string, of: (analysis: Analysis) => Measure];

const GAUGES: readonly Pick[] = [
  ["Largest single position", ({ concentration }) => concentration.largestPosition],
  ["Largest sector, of all shares", ({ diversification }) => diversification.largestSector],
  ["Home bias: share in the US", ({ diversification }) => diversification.homeBias],
  ["Concentration, funds looked through", ({ concentration }) => concentration.hhiLookedThrough],
];

/** The score and the measures with limits, as they are and as they would be. */
export function BeforeAfter({ plan: { before, after, currency } }: { plan: RebalancePlan }) {
  return (
    <Card title="Before and after" hint="Estimates, on the same figures as the analysis">
      <div className={classes.layout}>
        <div className={classes.scores}>
          <figure>
            <MiniScore score={before.score.value} />
            <figcaption>Score now</figcaption>
          </figure>
          <span aria-hidden="true" className={classes.arrow}>
            →
          </span>
          <figure>
            <MiniScore score={after.score.value} />
            <figcaption>Score after</figcaption>
          </figure>
          <p className={classes.limit}>Your limit: {formatScore(after.score.limit)}</p>
        </div>
        <div className={classes.gauges}>
          {GAUGES.map(([label, of]) => (
            <Change
              key={label}
              label={label}
              before={of(before)}
              after={of(after)}
              currency={currency}
            />
          ))}
        </div>
      </div>
    </Card>
  );
}

interface ChangeProps {
  label: string;
  before: Measure;
  after: Measure;
  currency: string;
}

function Change({ label, before, after, currency }: ChangeProps) {
  const { value, band, level, unit } = after;
  return (
    <div>
      <p className={classes.change}>
        <span>{label}</span>
        <span className="numeric">
          {formatMeasure(before, currency)} → <strong>{formatMeasure(after, currency)}</strong>
        </span>
      </p>
      {value !== null && band && (
        <BandGauge
          value={value}
          before={before.value}
          band={band}
          level={level}
          isShare={unit === "fraction"}
          format={(limit) => formatMeasure({ value: limit, unit }, currency)}
        />
      )}
    </div>
  );
}
