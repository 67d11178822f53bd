/** What can go wrong with a call, and how to say it: every sentence tells the reader what to do. */
import type { ErrorBody, ErrorDetail } from "./types";

/** The server answered, with a status of failure. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly ErrorDetail[];
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, body: ErrorBody, retryAfterSeconds: number | null = null) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.code = body.error;
    this.details = body.details;
    this.requestId = body.requestId || null;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer came: the server is down, or the network is. */
export class ConnectionError extends Error {
  constructor() {
    super("EconLens could not be reached. Check your connection, then try again.");
    this.name = "ConnectionError";
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === "object" && body !== null && "error" in body && "message" in body;
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? seconds : null;
}

/** Turns an answer of failure into an ApiError, also when its body is not in our shape. */
export function toApiError(response: Response, body: unknown): ApiError {
  const shaped: ErrorBody = isErrorBody(body)
    ? { ...body, details: body.details ?? [] }
    : {
        error: "UNEXPECTED_ANSWER",
        message: "The server gave an answer EconLens does not understand. Try again in a minute.",
        details: [],
        requestId: "",
      };
  return new ApiError(response.status, shaped, retryAfter(response));
}

export interface ErrorText {
  title: string;
  message: string;
  canRetry: boolean;
  requestId: string | null;
}

function titleOf(status: number): string {
  if (status === 404) return "Not found";
  if (status === 409 || status === 412) return "Changed in the meantime";
  if (status === 413) return "Too large";
  if (status === 429) return "Too many requests";
  if (status >= 500) return "The server has a problem";
  return "That did not work";
}

function withWait(message: string, seconds: number | null): string {
  if (seconds === null || message.includes(String(seconds))) return message;
  return `${message} You can try again in ${seconds} seconds.`;
}

/** The server's own sentence speaks of "details"; the reader sees marked fields. */
function describeRefusedFields(error: ApiError): ErrorText {
  return {
    title: "Some fields need a correction",
    message: "Each is marked with what to do about it. Nothing was saved.",
    canRetry: false,
    requestId: error.requestId,
  };
}

/** Words for any error: a title, a sentence that says what to do, and whether trying again helps. */
export function describeError(error: unknown): ErrorText {
  if (error instanceof ApiError) {
    const refusedFields = error.status === 400 || error.status === 422;
    if (refusedFields && error.details.length > 0) return describeRefusedFields(error);
    return {
      title: titleOf(error.status),
      message: withWait(error.message, error.retryAfterSeconds),
      canRetry: error.status === 429 || error.status >= 500,
      requestId: error.requestId,
    };
  }
  if (error instanceof ConnectionError) {
    return { title: "No connection", message: error.message, canRetry: true, requestId: null };
  }
  return {
    title: "Something went wrong",
    message: "EconLens stumbled over this page. Reload it; your data is safe on the server.",
    canRetry: true,
    requestId: null,
  };
}

function sentence(detail: ErrorDetail): string {
  return detail.suggestedFix ? `${detail.message} ${detail.suggestedFix}` : detail.message;
}

/** The problems of a refused form by field path ("email", "assets[0].symbol"). */
export function fieldErrors(error: unknown): ReadonlyMap<string, string> {
  const byField = new Map<string, string>();
  if (!(error instanceof ApiError)) return byField;
  for (const detail of error.details) {
    if (!detail.field) continue;
    const before = byField.get(detail.field);
    byField.set(detail.field, before ? `${before} ${sentence(detail)}` : sentence(detail));
  }
  return byField;
}

/** The problems that belong to no field of the form: shown above it. */
export function generalErrors(
  error: unknown,
  isShown: (field: string) => boolean,
): readonly string[] {
  if (!(error instanceof ApiError)) return [];
  return error.details.filter((d) => !d.field || !isShown(d.field)).map(sentence);
}
