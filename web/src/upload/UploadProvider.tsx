import { useQueryClient } from "@tanstack/react-query";
import {
  type ReactNode,
  createContext,
  use,
  useCallback,
  useEffect,
  useReducer,
  useRef,
} from "react";
import { useNavigate } from "react-router";

import { type ArrivalNote, leaveNote } from "../api/arrivalNotes";
import { describeError } from "../api/errors";
import { forgetPortfolios } from "../api/queries";
import type { UploadIssue, UploadResult } from "../api/types";
import { labelOf } from "../format/labels";
import { plural } from "../format/numbers";
import { UploadModal } from "./UploadModal";
import { type UploadTarget, deliverFile, watchUpload } from "./uploadFile";
import {
  IDLE,
  type UploadEvent,
  nextUploadState,
  problemWithFile,
} from "./uploadState";

type StartUpload = (files: readonly File[], target?: UploadTarget) => void;

const UploadContext = createContext<StartUpload>(() => undefined);

/** Starts an upload; its progress and outcome show in a dialog over the page. */
export function useStartUpload(): StartUpload {
  return use(UploadContext);
}

function noteOf(fileName: string, result: UploadResult, issues: readonly UploadIssue[]): ArrivalNote {
  const count = issues.length > 0 ? plural(issues.length, "note") : "Every line was understood";
  const broker = result.broker ? ` Recognised as an export of ${labelOf(result.broker)}.` : "";
  return {
    title: `${plural(result.holdingCount, "holding")} read from ${fileName}`,
    text: `${count}.${broker}`,
    source: fileName,
    issues,
  };
}

const NEW_PORTFOLIO: UploadTarget = { portfolioId: null, mode: "replace" };

interface Job {
  file: File;
  target: UploadTarget;
  uploadId: string | null;
  stop: AbortController;
}

function useUploadJob() {
  const [state, emit] = useReducer(nextUploadState, IDLE);
  const job = useRef<Job | null>(null);

  const run = useCallback(async (current: Job) => {
    const { file, target, stop } = current;
    // An abandoned upload must not talk over the next one.
    const tell = (event: UploadEvent) => {
      if (!stop.signal.aborted) emit(event);
    };
    try {
      current.uploadId ??= await deliverFile(file, target, tell, stop.signal);
      await watchUpload(current.uploadId, tell, stop.signal);
    } catch (error) {
      const { message, canRetry } = describeError(error);
      tell({ type: "broke", fileName: file.name, message, canRetry });
    }
  }, []);

  const start = useCallback<StartUpload>(
    (files, target = NEW_PORTFOLIO) => {
      const [file] = files;
      if (!file) return;
      const message =
        files.length > 1 ? "Please drop one file at a time." : problemWithFile(file);
      if (message) return emit({ type: "broke", fileName: file.name, message, canRetry: false });
      job.current = { file, target, uploadId: null, stop: new AbortController() };
      void run(job.current);
    },
    [run],
  );

  const retry = useCallback(() => {
    const last = job.current;
    if (!last) return;
    job.current = { ...last, uploadId: null, stop: new AbortController() };
    void run(job.current);
  }, [run]);

  const dismiss = useCallback(() => {
    job.current?.stop.abort();
    emit({ type: "dismissed" });
  }, []);

  return { state, start, retry, dismiss };
}

export function UploadProvider({ children }: { children: ReactNode }) {
  const { state, start, retry, dismiss } = useUploadJob();
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
    <UploadContext value={start}>
      {children}
      <UploadModal state={state} onRetry={retry} onClose={dismiss} />
    </UploadContext>
  );
}
