import { Link } from "react-router";

import type { PortfolioSummary } from "../../api/types";
import { formatAgo, formatMoney, plural } from "../../format/numbers";
import { MiniScore } from "../../ui/MiniScore";
import classes from "./PortfolioCard.module.css";

export function PortfolioCard({ portfolio }: { portfolio: PortfolioSummary }) {
  const { id, name, totalValue, currency, assetCount, riskScore, updatedAt } = portfolio;
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
      <MiniScore score={riskScore} />
    </article>
  );
}
