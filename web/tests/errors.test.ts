import { describe, expect, test } from "vitest";

import {
  ApiError,
  ConnectionError,
  describeError,
  fieldErrors,
  generalErrors,
  toApiError,
} from "../src/api/errors";
import type { ErrorDetail } from "../src/api/types";

const detail = (field: string | null, message: string, suggestedFix: string | null = null) =>
  ({ code: "X", message, field, line: null, suggestedFix }) satisfies ErrorDetail;

function refused(status: number, details: ErrorDetail[], message = "Please correct it.") {
  return new ApiError(status, { error: "INVALID", message, details, requestId: "r-1" });
}

describe("a refused form", () => {
  const error = refused(422, [
    detail("assets[0].symbol", "A space is in it.", "Remove it."),
    detail("assets[0].symbol", "It is too long."),
    detail(null, "There are too many holdings."),
  ]);

  test("tells each field all its problems, with what to do", () => {
    expect(fieldErrors(error).get("assets[0].symbol")).toBe(
      "A space is in it. Remove it. It is too long.",
    );
  });

  test("shows what belongs to no field above the form", () => {
    expect(generalErrors(error, (field) => field.startsWith("assets[0]"))).toEqual(["There are too many holdings."]);
    expect(generalErrors(error, () => false)).toHaveLength(3);
  });
});

describe("an error's words", () => {
  test("are the server's, and a broken rule is not retried", () => {
    expect(describeError(refused(422, []))).toMatchObject({
      message: "Please correct it.",
      canRetry: false,
    });
  });

  test("point to the marked fields when there are any", () => {
    const error = refused(422, [detail("name", "It is empty.")]);
    expect(describeError(error)).toMatchObject({ title: "Some fields need a correction" });
  });

  test("say how long to wait", () => {
    const body = { error: "RATE_LIMITED", message: "Slow down.", details: [], requestId: "" };
    const text = describeError(new ApiError(429, body, 30));
    expect(text.message).toBe("Slow down. You can try again in 30 seconds.");
    expect(text.canRetry).toBe(true);
  });

  test("offer a retry when the server is lost", () => {
    expect(describeError(new ConnectionError())).toMatchObject({
      title: "No connection",
      canRetry: true,
    });
  });

  test("do not leak a bug's own message", () => {
    expect(describeError(new TypeError("x is undefined")).message).not.toContain("undefined");
  });
});

test("an answer that is not in our shape still becomes a sentence", () => {
  const error = toApiError(new Response("<html>", { status: 502 }), "<html>");
  expect(error.status).toBe(502);
  expect(error.message).toContain("Try again");
});

test("Retry-After is read from the answer", () => {
  const response = new Response(null, { status: 503, headers: { "Retry-After": "7" } });
  const body = { error: "UNAVAILABLE", message: "The database is away.", details: [], requestId: "r" };
  expect(toApiError(response, body).retryAfterSeconds).toBe(7);
});
