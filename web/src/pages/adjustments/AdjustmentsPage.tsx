import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, useParams } from "react-router";

import { profileQuery } from "../../api/account";
import { ApiError } from "../../api/errors";
import { analysisQuery, portfolioQuery } from "../../api/queries";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import NotFoundPage from "../NotFoundPage";
import { Workbench } from "./Workbench";
import classes from "./adjustments.module.css";
import { firstWishes } from "./wishes";

/** What could be bought and sold to come nearer to a target; nothing is changed by looking. */
export default function AdjustmentsPage() {
  const { id = "" } = useParams();
  useTitle("Suggested adjustments");
  const portfolio = useQuery(portfolioQuery(id));
  const analysis = useQuery(analysisQuery(id));
  const profile = useQuery(profileQuery);
  const start = useMemo(() => {
    if (!portfolio.data || !analysis.data || !profile.data) return null;
    const { categories } = analysis.data.exposures;
    return firstWishes(profile.data, portfolio.data.portfolio, categories);
  }, [portfolio.data, analysis.data, profile.data]);
  const error = portfolio.error ?? analysis.error ?? profile.error;

  if (error instanceof ApiError && [400, 404].includes(error.status)) return <NotFoundPage />;
  return (
    <div className={classes.page}>
      <header>
        <Link to={`/portfolios/${id}`} className={classes.back}>
          ← {portfolio.data?.portfolio.name ?? "The portfolio"}
        </Link>
        <h1>Suggested adjustments</h1>
        <p className={classes.lead}>
          Choose what to aim at; the trades follow as you move the limits. Nothing is bought, sold
          or changed here.
        </p>
      </header>
      {error && <ErrorPanel error={error} retry={() => location.reload()} />}
      {start && portfolio.data && (
        <Workbench portfolio={portfolio.data.portfolio} start={start} />
      )}
      {!start && !error && (
        <div className={classes.columns} role="status" aria-label="Loading">
          <Skeleton height={520} radius="lg" />
          <Skeleton height={520} radius="lg" />
        </div>
      )}
    </div>
  );
}
