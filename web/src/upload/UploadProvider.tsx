import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, createContext, use, useEffect } from "react";
import { useNavigate } from "react-router";

import { type ArrivalNote, leaveNote } from "../api/arrivalNotes";
import { forgetPortfolios } from "../api/queries";
import type { UploadIssue, UploadResult } from "../api/types";
import { plural } from "../format/numbers";
import { UploadModal } from "./UploadModal";
import { rateInWords } from "./rateWords";
import { type StartUpload, useUploadJob } from "./useUploadJob";

const UploadContext = createContext<StartUpload>(() => undefined);

/** Starts an upload; its progress and outcome show in a dialog over the page. */
export function useStartUpload(): StartUpload {
  return use(UploadContext);
}

function noteOf(fileName: string, result: UploadResult, issues: readonly UploadIssue[]): ArrivalNote {
  const count = issues.length > 0 ? plural(issues.length, "note") : "Every line was understood";
  const broker = result.brokerName ? ` Recognised as an export of ${result.brokerName}.` : "";
  const rates = result.rates.map((rate) => ` ${rateInWords(rate)}.`).join("");
  return {
    title: `${plural(result.holdingCount, "holding")} read from ${fileName}`,
    text: `${count}.${broker}${rates}`,
    source: fileName,
    issues,
  };
}

export function UploadProvider({ children }: { children: ReactNode }) {
  const job = useUploadJob();
  const { state, dismiss } = job;
  const client = useQueryClient();
  const navigate = useNavigate();

  useEffect(() => {
    if (state.step !== "completed") return;
    void forgetPortfolios(client);
    const [only, ...others] = state.result.portfolioIds;
    if (!only || others.length > 0) return;
    leaveNote(client, only, noteOf(state.fileName, state.result, state.issues));
    void navigate(`/portfolios/${only}`);
    dismiss();
  }, [state, client, navigate, dismiss]);

  return (
    <UploadContext value={job.start}>
      {children}
      <UploadModal job={job} />
    </UploadContext>
  );
}
