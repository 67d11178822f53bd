import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import { ApiError } from "../../api/errors";
import { analysisQuery, portfolioQuery } from "../../api/queries";
import type { Analysis, Portfolio } from "../../api/types";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import NotFoundPage from "../NotFoundPage";
import { Allocation } from "./Allocation";
import { ArrivalNotice } from "./ArrivalNotice";
import { EmptyPortfolio } from "./EmptyPortfolio";
import { HoldingsCard } from "./HoldingsCard";
import { KeyMeasures } from "./KeyMeasures";
import { Notes } from "./Notes";
import { PortfolioHeader } from "./PortfolioHeader";
import classes from "./PortfolioPage.module.css";
import { RiskShares } from "./RiskShares";
import { ScoreCard } from "./ScoreCard";
import { Warnings } from "./Warnings";

export default function PortfolioPage() {
  const { id = "" } = useParams();
  const portfolio = useQuery(portfolioQuery(id));
  const hasHoldings = (portfolio.data?.portfolio.assetCount ?? 0) > 0;
  // Asked for at once, not after the portfolio: the page waits for the slower of two, not for both.
  const analysis = useQuery({ ...analysisQuery(id), enabled: portfolio.isPending || hasHoldings });
  useTitle(portfolio.data?.portfolio.name ?? "Portfolio");

  if (portfolio.error instanceof ApiError && [400, 404].includes(portfolio.error.status)) {
    return <NotFoundPage />;
  }
  if (portfolio.error) {
    return <ErrorPanel error={portfolio.error} retry={() => void portfolio.refetch()} />;
  }
  if (portfolio.isPending) return <Waiting />;
  const { portfolio: shown, etag } = portfolio.data;
  return (
    <div className={classes.page}>
      <PortfolioHeader portfolio={shown} etag={etag} />
      <ArrivalNotice portfolioId={id} />
      {!hasHoldings && <EmptyPortfolio id={id} />}
      {hasHoldings && analysis.error && (
        <ErrorPanel error={analysis.error} retry={() => void analysis.refetch()} />
      )}
      {hasHoldings && analysis.isPending && <WaitingAnalysis />}
      {hasHoldings && analysis.data && <AnalysisParts analysis={analysis.data} portfolio={shown} />}
      {hasHoldings && !analysis.data && <HoldingsCard portfolio={shown} positions={[]} />}
    </div>
  );
}

function AnalysisParts({ analysis, portfolio }: { analysis: Analysis; portfolio: Portfolio }) {
  const { positions } = analysis.risk;
  return (
    <>
      <ScoreCard score={analysis.score} />
      <Warnings warnings={analysis.warnings} />
      <KeyMeasures analysis={analysis} />
      <Allocation analysis={analysis} />
      <RiskShares positions={positions} />
      <HoldingsCard portfolio={portfolio} positions={positions} />
      <Notes analysis={analysis} />
    </>
  );
}

function Waiting() {
  return (
    <div className={classes.page} role="status" aria-label="Loading the portfolio">
      <Skeleton height={72} maw={420} radius="md" />
      <WaitingAnalysis />
    </div>
  );
}

function WaitingAnalysis() {
  return (
    <>
      <Skeleton height={300} radius="lg" />
      <Skeleton height={140} radius="lg" />
      <Skeleton height={280} radius="lg" />
    </>
  );
}
