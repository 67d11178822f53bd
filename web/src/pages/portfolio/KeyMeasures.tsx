import type { Analysis, Measure } from "../../api/types";
import { MeasureCard } from "./MeasureCard";
import classes from "./KeyMeasures.module.css";

type Labelled = readonly [label: string, measure: Measure];

function keyMeasures({ concentration, diversification, risk }: Analysis): readonly Labelled[] {
  return [
    ["Concentration, funds looked through", concentration.hhiLookedThrough],
    ["Largest single position", concentration.largestPosition],
    ["Largest sector", diversification.largestSector],
    ["Home bias: share in the US", diversification.homeBias],
    ["Hard to sell", diversification.illiquidShare],
    ["High-yield bonds", diversification.highYieldShare],
    ["Diversification ratio", risk.diversificationRatio],
  ];
}

function furtherMeasures({ concentration, diversification }: Analysis): readonly Labelled[] {
  return [
    ["Effective holdings, looked through", concentration.effectiveHoldingsLookedThrough],
    ["Effective holdings, as listed", concentration.effectiveHoldings],
    ["Concentration, as listed (HHI)", concentration.hhi],
    ["Share in bonds", diversification.bondShare],
    ["Distance from market sectors", diversification.sectorDistance],
    ["Overlap with the market", diversification.marketOverlap],
    ["Active share", diversification.activeShare],
    ["Evenness of asset types", diversification.assetTypeEvenness],
    ["Evenness of categories", diversification.categoryEvenness],
    ["Evenness of regions", diversification.regionEvenness],
  ];
}

interface KeyMeasuresProps {
  analysis: Analysis;
  /** null: amounts are hidden. */
  currency: string | null;
}

export function KeyMeasures({ analysis, currency }: KeyMeasuresProps) {
  return (
    <section aria-labelledby="key-measures">
      <h2 id="key-measures" className={classes.title}>
        Key measures
      </h2>
      <MeasureGrid measures={keyMeasures(analysis)} currency={currency} />
      <details className={classes.more}>
        <summary>More measures</summary>
        <MeasureGrid measures={furtherMeasures(analysis)} currency={currency} />
      </details>
    </section>
  );
}

interface MeasureGridProps {
  measures: readonly Labelled[];
  currency: string | null;
}

function MeasureGrid({ measures, currency }: MeasureGridProps) {
  return (
    <div className={classes.grid}>
      {measures.map(([label, measure]) => (
        <MeasureCard key={label} label={label} measure={measure} currency={currency} />
      ))}
    </div>
  );
}
