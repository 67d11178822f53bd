/** The typed client: paths, bodies and answers are checked against openapi.json. */
import createClient from "openapi-fetch";

import { ConnectionError, toApiError } from "./errors";
import type { paths } from "./schema.gen";
import { currentToken, tokenAfterRefusal } from "./session";

const TIMEOUT_MS = 30_000;

async function send(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    return await fetch(request, { signal });
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ConnectionError();
  }
}

/** Sends with the token; on a 401 renews it and sends once more. */
async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const token = await currentToken();
  const answer = await send(request, token);
  if (answer.status !== 401 || !token) return answer;
  const renewed = await tokenAfterRefusal(token);
  return renewed ? send(again, renewed) : answer;
}

export const api = createClient<paths>({ baseUrl: "/v1", fetch: authorizedFetch });

/** For pages that anybody may see: who is signed in here is none of their business. */
export const publicApi = createClient<paths>({
  baseUrl: "/v1",
  fetch: (request) => send(request, null),
});

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer, or an ApiError. */
export async function unwrap<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw toApiError(response, error);
  return data as T;
}
