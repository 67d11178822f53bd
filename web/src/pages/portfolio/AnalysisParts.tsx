import type { Analysis } from "../../api/types";
import { Allocation } from "./Allocation";
import { HoldingsCard } from "./HoldingsCard";
import { KeyMeasures } from "./KeyMeasures";
import { LossCard } from "./LossCard";
import { Notes } from "./Notes";
import { RiskShares } from "./RiskShares";
import { ScoreCard } from "./ScoreCard";
import { Warnings } from "./Warnings";
import type { ShownAsset } from "./holdingsSort";

interface AnalysisPartsProps {
  analysis: Analysis;
  assets: readonly ShownAsset[];
  /** null: amounts are hidden. */
  currency: string | null;
  limitName?: string;
}

/** All that is known about a portfolio's risk, the score first. */
export function AnalysisParts(props: AnalysisPartsProps) {
  const { analysis, assets, currency, limitName = "Your limit" } = props;
  const { positions } = analysis.risk;
  return (
    <>
      <ScoreCard score={analysis.score} limitName={limitName} />
      <Warnings warnings={analysis.warnings} />
      <LossCard risk={analysis.risk} />
      <KeyMeasures analysis={analysis} currency={currency} />
      <Allocation analysis={analysis} currency={currency} />
      <RiskShares positions={positions} />
      <HoldingsCard assets={assets} positions={positions} currency={currency} />
      <Notes analysis={analysis} />
    </>
  );
}
