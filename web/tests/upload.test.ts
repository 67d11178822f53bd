import { describe, expect, test } from "vitest";

import { issuesAsText, sortedIssues } from "../src/upload/issues";
import { guessesOf, mappingOf, whatLacks } from "../src/upload/meanings";
import {
  IDLE,
  isPlain,
  MAX_UPLOAD_BYTES,
  type UploadState,
  nextUploadState,
  pollDelay,
  problemWithFile,
} from "../src/upload/uploadState";
import { COMPLETED, FAILED, PREVIEW, PROCESSING, UNKNOWN_LAYOUT } from "./samples";

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
      status: { issues: [{ line: 6 }] },
    });
  });

  test("asks for the columns where the server kept the file for that", () => {
    expect(polled(READING, { type: "polled", status: UNKNOWN_LAYOUT })).toMatchObject({
      step: "mapping",
      status: { columns: [{ title: "Papier", guess: "Symbol" }, { guess: null }] },
    });
  });

  test("shows a preview before anything is stored, and keeps it when storing fails", () => {
    const preview = polled(READING, { type: "polled", status: PREVIEW });
    expect(preview).toMatchObject({ step: "preview", storing: false });
    const storing = nextUploadState(preview, { type: "storing" });
    expect(nextUploadState(storing, { type: "notStored", error: new Error("x") })).toMatchObject({
      step: "preview",
      storing: false,
      error: { message: "x" },
    });
    expect(nextUploadState(storing, { type: "polled", status: COMPLETED })).toMatchObject({
      step: "completed",
    });
  });

  test("reads a kept file again from the beginning", () => {
    const mapping = polled(READING, { type: "polled", status: UNKNOWN_LAYOUT });
    expect(nextUploadState(mapping, { type: "handedOver" })).toEqual({
      step: "processing",
      fileName: "a.csv",
      percent: 0,
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

describe("a preview is stored at once", () => {
  test("when it is a new portfolio of one account", () => {
    expect(isPlain(PREVIEW, false)).toBe(true);
  });

  test("but not into an existing one, nor with a choice of accounts or columns", () => {
    expect(isPlain(PREVIEW, true)).toBe(false);
    expect(isPlain({ ...PREVIEW, columns: UNKNOWN_LAYOUT.columns }, false)).toBe(false);
    const result = { ...PREVIEW.result, accounts: ["1111", "7890"] };
    expect(isPlain({ ...PREVIEW, result }, false)).toBe(false);
  });
});

describe("a mapping", () => {
  const guesses = guessesOf(UNKNOWN_LAYOUT.columns);

  test("begins with the guesses and says what lacks", () => {
    expect(guesses).toEqual({ 0: "Symbol", 1: "" });
    expect(whatLacks(guesses)).toContain("value, or the shares");
    expect(whatLacks({ 0: "", 1: "Dollar Amount" })).toContain("names the holding");
    expect(whatLacks({ ...guesses, 1: "Dollar Amount" })).toBeNull();
  });

  test("leaves out the columns that are not read", () => {
    expect(mappingOf(guesses, ",", null)).toEqual({
      columns: [{ index: 0, meaning: "Symbol" }],
      decimalSign: ",",
      currency: null,
    });
  });
});

test("polling slows from 300 ms to once a second", () => {
  expect([0, 1, 2, 10].map(pollDelay)).toEqual([300, 390, 507, 1000]);
});

describe("a file that cannot be tried says what to do", () => {
  test.each([
    ["holdings.csv", 0, "empty"],
    ["holdings.csv", MAX_UPLOAD_BYTES + 1, "10 MB"],
    ["holdings.xls", 10, "save it as CSV or as .xlsx"],
    ["statement.pdf", 10, "CSV"],
  ])("%s of %i bytes", (name, size, words) => {
    expect(problemWithFile({ name, size })).toContain(words);
  });

  test("an Excel workbook may try", () => {
    expect(problemWithFile({ name: "Positions.xlsx", size: 10 })).toBeNull();
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
