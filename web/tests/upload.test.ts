import { describe, expect, test } from "vitest";

import { issuesAsText, sortedIssues } from "../src/upload/issues";
import {
  IDLE,
  MAX_UPLOAD_BYTES,
  type UploadState,
  nextUploadState,
  pollDelay,
  problemWithFile,
} from "../src/upload/uploadState";
import { COMPLETED, FAILED, PROCESSING } from "./samples";

const SENDING = nextUploadState(IDLE, { type: "chosen", fileName: "a.csv", totalBytes: 1000 });
const READING = nextUploadState(SENDING, { type: "handedOver" });

function polled(state: UploadState, status: Parameters<typeof nextUploadState>[1] & { type: "polled" }) {
  return nextUploadState(state, status);
}

describe("an upload", () => {
  test("counts bytes while sending, never past the whole", () => {
    expect(nextUploadState(SENDING, { type: "sent", bytes: 400 })).toMatchObject({
      sentBytes: 400,
      totalBytes: 1000,
    });
    // The multipart frame makes the browser count a few bytes more than the file has.
    expect(nextUploadState(SENDING, { type: "sent", bytes: 1300 })).toMatchObject({
      sentBytes: 1000,
    });
  });

  test("shows processing progress and never runs backwards", () => {
    const at40 = polled(READING, { type: "polled", status: PROCESSING });
    expect(at40).toEqual({ step: "processing", fileName: "a.csv", percent: 40 });
    const late = polled(at40, { type: "polled", status: { ...PROCESSING, progress: 10 } });
    expect(late).toMatchObject({ percent: 40 });
  });

  test("ends with the result", () => {
    expect(polled(READING, { type: "polled", status: COMPLETED })).toMatchObject({
      step: "completed",
      result: { holdingCount: 6 },
    });
  });

  test("ends with the problems of a refused file", () => {
    expect(polled(READING, { type: "polled", status: FAILED })).toMatchObject({
      step: "refused",
      issues: [{ line: 6 }],
    });
  });

  test("that expired can be tried again", () => {
    const expired = { ...PROCESSING, status: "expired" as const };
    expect(polled(READING, { type: "polled", status: expired })).toMatchObject({
      step: "broken",
      canRetry: true,
    });
  });

  test("ignores a poll that comes in after it was dismissed", () => {
    const gone = nextUploadState(READING, { type: "dismissed" });
    expect(polled(gone, { type: "polled", status: COMPLETED })).toEqual(IDLE);
  });
});

test("polling slows from 300 ms to once a second", () => {
  expect([0, 1, 2, 10].map(pollDelay)).toEqual([300, 390, 507, 1000]);
});

describe("a file that cannot be tried says what to do", () => {
  test.each([
    ["holdings.csv", 0, "empty"],
    ["holdings.csv", MAX_UPLOAD_BYTES + 1, "10 MB"],
    ["holdings.xlsx", 10, "save it as CSV"],
    ["statement.pdf", 10, "CSV"],
  ])("%s of %i bytes", (name, size, words) => {
    expect(problemWithFile({ name, size })).toContain(words);
  });

  test("a CSV of exactly 10 MB may try, whatever the case of its name", () => {
    expect(problemWithFile({ name: "Holdings.CSV", size: MAX_UPLOAD_BYTES })).toBeNull();
  });
});

test("issues are listed errors first, then by line", () => {
  const issue = { code: "X", message: "m", field: null, suggestedFix: null };
  const sorted = sortedIssues([
    { ...issue, severity: "warning", line: 2 },
    { ...issue, severity: "error", line: 9 },
    { ...issue, severity: "error", line: 3 },
  ]);
  expect(sorted.map((i) => [i.severity, i.line])).toEqual([
    ["error", 3],
    ["error", 9],
    ["warning", 2],
  ]);
});

test("copied issues name file, line, problem and remedy", () => {
  expect(issuesAsText("a.csv", FAILED.issues)).toBe(
    "a.csv\nline 6: error: “abc” is not a number. → Write a number such as 1250.50.",
  );
});
