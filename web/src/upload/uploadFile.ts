/** The whole way of a file: ask for a form, send, then watch until there is a result. */
import { api, unwrap } from "../api/client";
import { ConnectionError } from "../api/errors";
import type { UploadCreated, UploadMode, UploadStatus } from "../api/types";
import { sendFile } from "./sendFile";
import { FINAL_STATUSES, type UploadEvent, pollDelay } from "./uploadState";

const LOST_POLLS_ALLOWED = 8;

/** portfolioId null: a new portfolio is made of the file. */
export interface UploadTarget {
  portfolioId: string | null;
  mode: UploadMode;
}

function startUpload(file: File, target: UploadTarget): Promise<UploadCreated> {
  const body = {
    fileName: file.name.slice(-255),
    size: file.size,
    contentType: "text/csv",
    mode: target.mode,
  };
  if (target.portfolioId === null) return unwrap(api.POST("/portfolios/upload", { body }));
  const params = { path: { id: target.portfolioId } };
  return unwrap(api.POST("/portfolios/{id}/upload", { params, body }));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function readStatus(id: string, signal: AbortSignal): Promise<UploadStatus> {
  return unwrap(api.GET("/upload/{id}/status", { params: { path: { id } }, signal }));
}

/** Polls until the upload is final; a few lost polls in a row are forgiven. */
export async function watchUpload(
  id: string,
  emit: (event: UploadEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let lost = 0;
  for (let attempt = 0; ; attempt += 1) {
    // One after the other is the point of polling.
    // oxlint-disable-next-line no-await-in-loop
    await pause(pollDelay(attempt));
    if (signal.aborted) return;
    try {
      // oxlint-disable-next-line no-await-in-loop
      const status = await readStatus(id, signal);
      emit({ type: "polled", status });
      if (FINAL_STATUSES.has(status.status)) return;
      lost = 0;
    } catch (error) {
      lost += 1;
      if (!(error instanceof ConnectionError) || lost > LOST_POLLS_ALLOWED) throw error;
    }
  }
}

/** Resolves with the upload's id once the file has arrived. */
export async function deliverFile(
  file: File,
  target: UploadTarget,
  emit: (event: UploadEvent) => void,
  signal: AbortSignal,
): Promise<string> {
  emit({ type: "chosen", fileName: file.name, totalBytes: file.size });
  const created = await startUpload(file, target);
  await sendFile(created, file, (bytes) => emit({ type: "sent", bytes }), signal);
  emit({ type: "handedOver" });
  return created.uploadId;
}
