import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { analysisQuery } from "../../api/queries";
import type { PortfolioSummary } from "../../api/types";
import { formatAgo, formatMoney, plural } from "../../format/numbers";
import { MiniScore } from "../../ui/MiniScore";
import classes from "./PortfolioCard.module.css";

export function PortfolioCard({ portfolio }: { portfolio: PortfolioSummary }) {
  const { id, name, totalValue, currency, assetCount, updatedAt } = portfolio;
  return (
    <article className={classes.card}>
      <div className={classes.text}>
        <h2 className={classes.name}>
          <Link to={`/portfolios/${id}`} className={classes.link}>
            {name}
          </Link>
        </h2>
        <p className={`${classes.value} numeric`}>{formatMoney(totalValue, currency)}</p>
        <p className={classes.facts}>
          {plural(assetCount, "holding")} · changed {formatAgo(updatedAt)}
        </p>
      </div>
      <Score portfolio={portfolio} />
    </article>
  );
}

/** The list carries the score of the last analysis; a portfolio that had none yet gets its first. */
function Score({ portfolio: { id, riskScore, assetCount } }: { portfolio: PortfolioSummary }) {
  const first = useQuery({
    ...analysisQuery(id),
    enabled: riskScore === null && assetCount > 0,
  });
  if (first.isLoading) return <Skeleton circle height={64} />;
  return <MiniScore score={riskScore ?? first.data?.score.value ?? null} />;
}
