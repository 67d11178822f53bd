/** The whole way of a file: ask for a form, send, then watch until there is a result. */
import { api, unwrap } from "../api/client";
import { ConnectionError } from "../api/errors";
import type {
  AccountSplit,
  FileMapping,
  UploadCreated,
  UploadMode,
  UploadStatus,
} from "../api/types";
import { sendFile } from "./sendFile";
import { FINAL_STATUSES, type UploadEvent, pollDelay } from "./uploadState";

const LOST_POLLS_ALLOWED = 8;

/** portfolioId null: a new portfolio is made of the file. */
export interface UploadTarget {
  portfolioId: string | null;
  mode: UploadMode;
}

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** By the name: what an operating system believes the type to be varies too much. */
function typeOf(file: File): string {
  return /\.xlsx$/iu.test(file.name) ? XLSX : "text/csv";
}

/** Read first, store later: the reader may have something to choose. */
function startUpload(file: File, target: UploadTarget): Promise<UploadCreated> {
  const body = {
    fileName: file.name.slice(-255),
    size: file.size,
    contentType: typeOf(file),
    mode: target.mode,
    validateOnly: true,
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

/** Polls until the upload is final, which it resolves with; a few lost polls in a row are forgiven.
 * null: it was stopped. */
export async function watchUpload(
  id: string,
  emit: (event: UploadEvent) => void,
  signal: AbortSignal,
): Promise<UploadStatus | null> {
  let lost = 0;
  for (let attempt = 0; ; attempt += 1) {
    // One after the other is the point of polling.
    // oxlint-disable-next-line no-await-in-loop
    await pause(pollDelay(attempt));
    if (signal.aborted) return null;
    try {
      // oxlint-disable-next-line no-await-in-loop
      const status = await readStatus(id, signal);
      if (FINAL_STATUSES.has(status.status)) return status;
      emit({ type: "polled", status });
      lost = 0;
    } catch (error) {
      lost += 1;
      if (!(error instanceof ConnectionError) || lost > LOST_POLLS_ALLOWED) throw error;
    }
  }
}

export interface ReadingChoices {
  mode: UploadMode;
  accounts: AccountSplit;
  mapping: FileMapping | null;
}

/** Reads a file that the server has kept once more. */
export async function readAgain(id: string, choices: ReadingChoices): Promise<void> {
  const params = { path: { id } };
  await unwrap(api.POST("/upload/{id}/process", { params, body: { ...choices, currency: null } }));
}

/** Stores what the preview showed. */
export function storePreview(id: string): Promise<UploadStatus> {
  return unwrap(api.POST("/upload/{id}/apply", { params: { path: { id } } }));
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
