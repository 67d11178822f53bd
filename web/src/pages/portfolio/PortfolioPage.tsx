import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import { ApiError } from "../../api/errors";
import { analysisQuery, portfolioQuery } from "../../api/queries";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import NotFoundPage from "../NotFoundPage";
import { AnalysisParts } from "./AnalysisParts";
import { ArrivalNotice } from "./ArrivalNotice";
import { EmptyPortfolio } from "./EmptyPortfolio";
import { HoldingsCard } from "./HoldingsCard";
import { PortfolioHeader } from "./PortfolioHeader";
import classes from "./PortfolioPage.module.css";
import { WaitingAnalysis } from "./WaitingAnalysis";

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
      {hasHoldings && analysis.data && (
        <AnalysisParts
          analysis={analysis.data}
          assets={shown.assets}
          currency={analysis.data.currency}
        />
      )}
      {hasHoldings && !analysis.data && (
        <HoldingsCard assets={shown.assets} positions={[]} currency={shown.currency} />
      )}
    </div>
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
