import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { ApiError } from "../../api/errors";
import { passphraseWanted, sharedAnalysisQuery, sharedPortfolioQuery } from "../../api/shares";
import type { SharedPortfolio } from "../../api/types";
import { PublicFrame } from "../../app/PublicFrame";
import { useTitle } from "../../app/useTitle";
import { formatDate, formatMoney, plural } from "../../format/numbers";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { Message } from "../../ui/Message";
import { AnalysisParts } from "../portfolio/AnalysisParts";
import { HoldingsCard } from "../portfolio/HoldingsCard";
import header from "../portfolio/PortfolioHeader.module.css";
import page from "../portfolio/PortfolioPage.module.css";
import { WaitingAnalysis } from "../portfolio/WaitingAnalysis";
import { PassphraseForm } from "./PassphraseForm";
import classes from "./SharedPage.module.css";

/** What a read-only link opens: for anybody who has it, and for no search engine. */
export default function SharedPage() {
  const { token = "" } = useParams();
  return (
    <PublicFrame>
      <meta name="robots" content="noindex, nofollow, noarchive" />
      <meta name="referrer" content="no-referrer" />
      <Opened key={token} token={token} />
    </PublicFrame>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 400);
}

function Opened({ token }: { token: string }) {
  const [passphrase, setPassphrase] = useState("");
  const shared = useQuery(sharedPortfolioQuery(token, passphrase));
  useTitle(shared.data?.name ?? "Shared portfolio");
  const wanted = passphraseWanted(shared.error);

  if (shared.data) return <Shared token={token} passphrase={passphrase} portfolio={shared.data} />;
  if (isGone(shared.error)) return <LinkGone />;
  if (wanted || passphrase) {
    return (
      <PassphraseForm
        wrong={wanted === "again"}
        error={wanted ? null : shared.error}
        busy={shared.isFetching}
        onEnter={(entered) =>
          entered === passphrase ? void shared.refetch() : setPassphrase(entered)
        }
      />
    );
  }
  if (shared.error) return <ErrorPanel error={shared.error} retry={() => void shared.refetch()} />;
  return (
    <div className={page.page} role="status" aria-label="Loading the portfolio">
      <Skeleton height={72} maw={420} radius="md" />
      <WaitingAnalysis />
    </div>
  );
}

function LinkGone() {
  return (
    <Message
      title="This link does not work"
      text="It may have ended or been revoked, or a part of it got lost when it was copied. Ask whoever sent it to you for a new one."
    />
  );
}

interface SharedProps {
  token: string;
  passphrase: string;
  portfolio: SharedPortfolio;
}

function Shared({ token, passphrase, portfolio }: SharedProps) {
  const { amountsHidden, permissions, assets } = portfolio;
  const withAnalysis = permissions === "analyze" && assets.length > 0;
  const analysis = useQuery({
    ...sharedAnalysisQuery(token, passphrase),
    enabled: withAnalysis,
  });
  const currency = amountsHidden ? null : portfolio.currency;
  return (
    <div className={page.page}>
      <SharedHeader portfolio={portfolio} />
      {analysis.error && (
        <ErrorPanel error={analysis.error} retry={() => void analysis.refetch()} />
      )}
      {withAnalysis && analysis.isPending && <WaitingAnalysis />}
      {analysis.data ? (
        <AnalysisParts
          analysis={analysis.data.analysis}
          assets={assets}
          currency={currency}
          limitName="The owner’s limit"
        />
      ) : (
        <HoldingsCard assets={assets} positions={[]} currency={currency} />
      )}
    </div>
  );
}

function SharedHeader({ portfolio }: { portfolio: SharedPortfolio }) {
  const { name, description, currency, totalValue, assetCount, asOf, expiresAt } = portfolio;
  const facts = [
    plural(assetCount, "holding"),
    currency,
    asOf ? `as of ${formatDate(asOf)}` : `changed ${formatDate(portfolio.updatedAt)}`,
  ];
  const terms = [
    "Shared with you, read-only",
    ...(portfolio.amountsHidden ? ["amounts are hidden"] : []),
    ...(expiresAt ? [`until ${formatDate(expiresAt)}`] : []),
  ];
  return (
    <header className={header.header}>
      <div className={header.what}>
        <p className={classes.terms}>{terms.join(" · ")}</p>
        <h1>{name}</h1>
        {description && <p className={header.description}>{description}</p>}
        <p className={header.facts}>{facts.join(" · ")}</p>
      </div>
      {totalValue !== null && (
        <p className={`${header.total} numeric`}>
          <span className="visuallyHidden">Total value </span>
          <span>{formatMoney(totalValue, currency)}</span>
        </p>
      )}
    </header>
  );
}
