/** One upload from the drop to its result, as a state machine without side effects. */
import type { UploadIssue, UploadResult, UploadStatus } from "../api/types";

export type UploadState =
  | { step: "idle" }
  | { step: "sending"; fileName: string; sentBytes: number; totalBytes: number }
  | { step: "processing"; fileName: string; percent: number }
  | { step: "completed"; fileName: string; result: UploadResult; issues: readonly UploadIssue[] }
  | { step: "refused"; fileName: string; issues: readonly UploadIssue[] }
  | { step: "broken"; fileName: string; message: string; canRetry: boolean };

export type UploadEvent =
  | { type: "chosen"; fileName: string; totalBytes: number }
  | { type: "sent"; bytes: number }
  | { type: "handedOver" }
  | { type: "polled"; status: UploadStatus }
  | { type: "broke"; fileName: string; message: string; canRetry: boolean }
  | { type: "dismissed" };

export const IDLE: UploadState = { step: "idle" };

const EXPIRED =
  "The upload was not finished in time and has been thrown away. Nothing was stored. Try again.";

const NO_RESULT = "The file was read, but its result is missing. Look in your list, or try again.";

function afterPoll(fileName: string, shown: number, status: UploadStatus): UploadState {
  switch (status.status) {
    case "completed":
      return status.result
        ? { step: "completed", fileName, result: status.result, issues: status.issues }
        : { step: "broken", fileName, message: NO_RESULT, canRetry: true };
    case "failed":
      return { step: "refused", fileName, issues: status.issues };
    case "expired":
      return { step: "broken", fileName, message: EXPIRED, canRetry: true };
    default:
      // A late answer must not make the bar run backwards.
      return { step: "processing", fileName, percent: Math.max(shown, status.progress) };
  }
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
      if (state.step !== "sending") return state;
      return { step: "processing", fileName: state.fileName, percent: 0 };
    case "polled":
      if (state.step !== "processing") return state;
      return afterPoll(state.fileName, state.percent, event.status);
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
  if (/\.(xlsx?|ods|numbers)$/iu.test(file.name))
    return "This is a spreadsheet. Open it, save it as CSV, and drop that file.";
  if (!/\.(csv|tsv|txt)$/iu.test(file.name))
    return "EconLens reads CSV files. Choose “Export” or “Download CSV” at your broker.";
  return null;
}
