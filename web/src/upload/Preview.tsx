import { Button, SegmentedControl } from "@mantine/core";
import { useId } from "react";

import type { AccountSplit, PlannedPortfolio, UploadMode, UploadStatus } from "../api/types";
import { formatMoney, formatNumber, plural } from "../format/numbers";
import { ErrorPanel } from "../ui/ErrorPanel";
import { MiniScore } from "../ui/MiniScore";
import { ChangeTable } from "./ChangeTable";
import { IssueTable } from "./IssueTable";
import classes from "./Preview.module.css";
import modal from "./UploadModal.module.css";
import { rateInWords } from "./rateWords";
import type { UploadState } from "./uploadState";
import type { UploadJob } from "./useUploadJob";

interface PreviewProps {
  state: Extract<UploadState, { step: "preview" }>;
  job: UploadJob;
}

/** What would be stored, what would change, and the choices there are. Nothing is stored yet. */
export function Preview({ state: { fileName, status, storing, error }, job }: PreviewProps) {
  const { result, issues, columns } = status;
  const planned = result?.planned ?? [];
  const intoExisting = planned.some(({ portfolioId }) => portfolioId !== null);
  return (
    <>
      {error !== null && <ErrorPanel error={error} />}
      <Choices status={status} intoExisting={intoExisting} job={job} />
      {planned.map((portfolio, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the list never changes
        <Planned key={index} portfolio={portfolio} />
      ))}
      {result && result.rates.length > 0 && (
        <ul className={classes.rates}>
          {result.rates.map((rate) => (
            <li key={rate.fromCurrency + rate.toCurrency}>{rateInWords(rate)}</li>
          ))}
        </ul>
      )}
      {issues.length > 0 && (
        <details className={classes.notes}>
          <summary>{plural(issues.length, "note")} about the file</summary>
          <IssueTable issues={issues} fileName={fileName} />
        </details>
      )}
      <div className={modal.actions}>
        {columns !== null && (
          <Button variant="subtle" onClick={job.askMapping} disabled={storing}>
            The columns are wrong
          </Button>
        )}
        <Button variant="default" onClick={job.dismiss} disabled={storing}>
          Cancel
        </Button>
        <Button onClick={() => void job.store()} loading={storing}>
          {intoExisting ? "Apply the changes" : `Store ${plural(planned.length, "portfolio")}`}
        </Button>
      </div>
    </>
  );
}

interface ChoicesProps {
  status: UploadStatus;
  intoExisting: boolean;
  job: UploadJob;
}

function Choices({ status, intoExisting, job }: ChoicesProps) {
  const labelId = useId();
  const { mode, accounts, result } = status;
  const named = result?.accounts ?? [];
  if (intoExisting) {
    return (
      <SegmentedControl
        fullWidth
        aria-label="How the file and the portfolio come together"
        value={mode}
        onChange={(chosen) =>
          job.readWith({ mode: chosen as UploadMode, accounts, mapping: null })
        }
        data={[
          { value: "replace", label: "Replace all holdings" },
          { value: "merge", label: "Add to the holdings" },
        ]}
      />
    );
  }
  if (named.length < 2) return null;
  return (
    <div>
      <p id={labelId} className={modal.text}>
        The file names {plural(named.length, "account")}: {named.map((a) => `…${a}`).join(", ")}.
      </p>
      <SegmentedControl
        fullWidth
        aria-labelledby={labelId}
        value={accounts}
        onChange={(chosen) =>
          job.readWith({ mode, accounts: chosen as AccountSplit, mapping: null })
        }
        data={[
          { value: "combine", label: "All in one portfolio" },
          { value: "separate", label: "A portfolio for each" },
        ]}
      />
    </div>
  );
}

function Planned({ portfolio }: { portfolio: PlannedPortfolio }) {
  const { name, currency, holdingCount, totalValue, riskScore, changes, portfolioId } = portfolio;
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  return (
    <section className={classes.planned}>
      <header>
        <div>
          <h3>{name}</h3>
          <p className="numeric">
            {plural(holdingCount, "holding")} · {formatMoney(totalValue, currency)}
          </p>
        </div>
        <MiniScore score={riskScore} />
      </header>
      {portfolioId !== null && (
        <>
          <p className={classes.counts}>
            <span data-kind="added">{formatNumber(count("added"))} added</span>
            <span data-kind="changed">{formatNumber(count("changed"))} changed</span>
            <span data-kind="removed">{formatNumber(count("removed"))} removed</span>
          </p>
          <ChangeTable portfolio={portfolio} />
        </>
      )}
    </section>
  );
}
