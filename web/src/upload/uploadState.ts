/** One upload from the drop to its result, as a state machine without side effects. */
import type { UploadIssue, UploadResult, UploadStatus } from "../api/types";

export type UploadState =
  | { step: "idle" }
  | { step: "sending"; fileName: string; sentBytes: number; totalBytes: number }
  | { step: "processing"; fileName: string; percent: number }
  | { step: "mapping"; fileName: string; status: UploadStatus }
  | { step: "preview"; fileName: string; status: UploadStatus; storing: boolean; error: unknown }
  | { step: "completed"; fileName: string; result: UploadResult; issues: readonly UploadIssue[] }
  | { step: "refused"; fileName: string; status: UploadStatus }
  | { step: "broken"; fileName: string; message: string; canRetry: boolean };

export type UploadEvent =
  | { type: "chosen"; fileName: string; totalBytes: number }
  | { type: "sent"; bytes: number }
  | { type: "handedOver" }
  | { type: "polled"; status: UploadStatus }
  | { type: "mappingWanted" }
  | { type: "storing" }
  | { type: "notStored"; error: unknown }
  | { type: "broke"; fileName: string; message: string; canRetry: boolean }
  | { type: "dismissed" };

export const IDLE: UploadState = { step: "idle" };

const EXPIRED =
  "The upload was not finished in time and has been thrown away. Nothing was stored. Try again.";

const NO_RESULT = "The file was read, but its result is missing. Look in your list, or try again.";

/** Whether the server still has the file and asks what its columns are. */
function wantsMapping({ columns, fileKeptUntil }: UploadStatus): boolean {
  return columns !== null && fileKeptUntil !== null;
}

function afterReading(fileName: string, status: UploadStatus): UploadState {
  const { result, issues } = status;
  if (!result) return { step: "broken", fileName, message: NO_RESULT, canRetry: true };
  if (!result.planned) return { step: "completed", fileName, result, issues };
  return { step: "preview", fileName, status, storing: false, error: null };
}

function afterPoll(fileName: string, shown: number, status: UploadStatus): UploadState {
  switch (status.status) {
    case "completed":
      return afterReading(fileName, status);
    case "failed":
      return { step: wantsMapping(status) ? "mapping" : "refused", fileName, status };
    case "expired":
      return { step: "broken", fileName, message: EXPIRED, canRetry: true };
    default:
      // A late answer must not make the bar run backwards.
      return { step: "processing", fileName, percent: Math.max(shown, status.progress) };
  }
}

/** Whether there is nothing to ask: a new portfolio of one account, its columns understood. */
export function isPlain({ result, columns }: UploadStatus, intoExisting: boolean): boolean {
  if (!result?.planned || intoExisting || columns !== null) return false;
  return result.accounts.length < 2;
}

/** Where a file is on its way to the server, or back there to be read again. */
function onTheWay(state: UploadState): state is Extract<UploadState, { fileName: string }> {
  return ["sending", "mapping", "preview", "refused"].includes(state.step);
}

export function nextUploadState(state: UploadState, event: UploadEvent): UploadState {
  switch (event.type) {
    case "chosen":
      return {
        step: "sending",
        fileName: event.fileName,
        sentBytes: 0,
        totalBytes: event.totalBytes,
      };
    case "sent":
      if (state.step !== "sending") return state;
      return { ...state, sentBytes: Math.min(event.bytes, state.totalBytes) };
    case "handedOver":
      if (!onTheWay(state)) return state;
      return { step: "processing", fileName: state.fileName, percent: 0 };
    case "polled":
      if (state.step === "preview" && state.storing) {
        return afterReading(state.fileName, event.status);
      }
      if (state.step !== "processing") return state;
      return afterPoll(state.fileName, state.percent, event.status);
    case "mappingWanted":
      if (state.step !== "preview") return state;
      return { step: "mapping", fileName: state.fileName, status: state.status };
    case "storing":
      return state.step === "preview" ? { ...state, storing: true, error: null } : state;
    case "notStored":
      return state.step === "preview" ? { ...state, storing: false, error: event.error } : state;
    case "broke":
      return {
        step: "broken",
        fileName: event.fileName,
        message: event.message,
        canRetry: event.canRetry,
      };
    case "dismissed":
      return IDLE;
  }
}

export const FINAL_STATUSES: ReadonlySet<UploadStatus["status"]> = new Set([
  "completed",
  "failed",
  "expired",
]);

const FIRST_POLL_MS = 300;
const SLOWEST_POLL_MS = 1000;

/** How long to wait before poll number n (from 0): quick at first, then once a second. */
export function pollDelay(attempt: number): number {
  return Math.min(SLOWEST_POLL_MS, Math.round(FIRST_POLL_MS * 1.3 ** attempt));
}

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/** Why a file cannot even be tried, or null. The server looks again, and closer. */
export function problemWithFile(file: { name: string; size: number }): string | null {
  if (file.size === 0) return "This file is empty. Export it from your broker again.";
  if (file.size > MAX_UPLOAD_BYTES)
    return "This file is larger than 10 MB. Export fewer accounts at a time, or positions only.";
  if (/\.(xls|ods|numbers)$/iu.test(file.name))
    return "EconLens cannot read this kind of spreadsheet. Open it, save it as CSV or as .xlsx, and drop that file.";
  if (!/\.(csv|tsv|txt|xlsx)$/iu.test(file.name))
    return "EconLens reads CSV and Excel (.xlsx) files. Choose “Export” or “Download CSV” at your broker.";
  return null;
}
