import type { Comparison } from "../../api/types";
import { formatDate, formatNumber, formatRatio } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { GrowthChart } from "./GrowthChart";
import { HeatMap } from "./HeatMap";
import { MeasureTable } from "./MeasureTable";
import { RiskReturnChart } from "./RiskReturnChart";
import { SharedHoldings } from "./SharedHoldings";
import classes from "./compare.module.css";

const SYNTHETIC = " Synthetic series stand for holdings without prices: see the notes below.";

export function ComparisonParts({ comparison }: { comparison: Comparison }) {
  const { portfolios, start, end, observations, pairs } = comparison;
  const names = portfolios.map(({ name }) => name);
  const synthetic = portfolios.some(({ pricedShare }) => pricedShare < 1);
  return (
    <>
      <Card
        title="In short"
        hint={`${formatDate(start)} to ${formatDate(end)}, ${formatNumber(observations)} days`}
      >
        <ul className={classes.summary}>
          {comparison.summary.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Card>
      <Card
        title="What 100 became"
        hint={`Held at today’s weights for the whole time.${synthetic ? SYNTHETIC : ""}`}
      >
        <GrowthChart growth={comparison.growth} names={names} />
      </Card>
      <MeasureTable comparison={comparison} />
      <div className={classes.columns}>
        <Card title="Return and risk" hint="A year: further left is calmer, further up earned more">
          <RiskReturnChart portfolios={portfolios} />
        </Card>
        <Card title="How alike they move" hint="Correlation: 1 is in step, 0 is unrelated">
          <HeatMap
            label="Correlation of the portfolios"
            names={names}
            valueAt={(row, column) => comparison.correlations[row]?.[column] ?? null}
            format={formatRatio}
          />
        </Card>
      </div>
      <SharedHoldings names={names} pairs={pairs} comparison={comparison} />
      <section className={classes.notes} aria-labelledby="compare-notes">
        <h2 id="compare-notes">About these figures</h2>
        <ul>
          {comparison.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          <li>Beta is measured against: {comparison.benchmark}.</li>
        </ul>
      </section>
    </>
  );
}
