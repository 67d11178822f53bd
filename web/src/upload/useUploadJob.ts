import { useCallback, useReducer, useRef } from "react";

import { describeError } from "../api/errors";
import { type ReadingChoices, type UploadTarget, deliverFile, readAgain, storePreview, watchUpload } from "./uploadFile";
import { IDLE, type UploadEvent, isPlain, nextUploadState, problemWithFile } from "./uploadState";

export type StartUpload = (files: readonly File[], target?: UploadTarget) => void;

const NEW_PORTFOLIO: UploadTarget = { portfolioId: null, mode: "replace" };

interface Job {
  file: File;
  target: UploadTarget;
  uploadId: string | null;
  stop: AbortController;
}

type Tell = (event: UploadEvent) => void;

/** Reads a file, new or kept, and stores it at once where there is nothing to ask. */
async function readFile(job: Job, tell: Tell, choices: ReadingChoices | null): Promise<void> {
  const { file, target, stop } = job;
  if (choices && job.uploadId) {
    tell({ type: "handedOver" });
    await readAgain(job.uploadId, choices);
  } else {
    job.uploadId = await deliverFile(file, target, tell, stop.signal);
  }
  const status = await watchUpload(job.uploadId, tell, stop.signal);
  if (!status || stop.signal.aborted) return;
  const plain = choices === null && isPlain(status, target.portfolioId !== null);
  tell({ type: "polled", status: plain ? await storePreview(job.uploadId) : status });
}

/** One file at a time, from the drop to what came of it. */
export function useUploadJob() {
  const [state, emit] = useReducer(nextUploadState, IDLE);
  const job = useRef<Job | null>(null);

  const run = useCallback(async (current: Job, choices: ReadingChoices | null) => {
    // An abandoned upload must not talk over the next one.
    const tell = (event: UploadEvent) => {
      if (!current.stop.signal.aborted) emit(event);
    };
    try {
      await readFile(current, tell, choices);
    } catch (error) {
      const { message, canRetry } = describeError(error);
      tell({ type: "broke", fileName: current.file.name, message, canRetry });
    }
  }, []);

  const start = useCallback<StartUpload>(
    (files, target = NEW_PORTFOLIO) => {
      const [file] = files;
      if (!file) return;
      const message = files.length > 1 ? "Please drop one file at a time." : problemWithFile(file);
      if (message) return emit({ type: "broke", fileName: file.name, message, canRetry: false });
      job.current = { file, target, uploadId: null, stop: new AbortController() };
      void run(job.current, null);
    },
    [run],
  );

  const retry = useCallback(() => {
    const last = job.current;
    if (!last) return;
    job.current = { ...last, uploadId: null, stop: new AbortController() };
    void run(job.current, null);
  }, [run]);

  const readWith = useCallback(
    (choices: ReadingChoices) => {
      if (job.current) void run(job.current, choices);
    },
    [run],
  );

  const store = useCallback(async () => {
    const current = job.current;
    if (!current?.uploadId) return;
    emit({ type: "storing" });
    try {
      emit({ type: "polled", status: await storePreview(current.uploadId) });
    } catch (error) {
      emit({ type: "notStored", error });
    }
  }, []);

  const askMapping = useCallback(() => emit({ type: "mappingWanted" }), []);

  const dismiss = useCallback(() => {
    job.current?.stop.abort();
    emit({ type: "dismissed" });
  }, []);

  return { state, start, retry, readWith, store, askMapping, dismiss };
}

export type UploadJob = ReturnType<typeof useUploadJob>;
