import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { ConnectionError } from "../src/api/errors";
import {
  addressToSignIn,
  finishSignIn,
  type HostedDomain,
  hostedDomain,
  HostedSignInError,
} from "../src/api/hostedSignIn";
import { sessionState, signOut } from "../src/api/session";

const HOSTED: HostedDomain = {
  domain: "https://econlens.auth.eu-central-1.amazoncognito.com",
  clientId: "client-1",
};
const HERE = "https://app.econlens.example";
const SIGNED_IN = {
  idToken: "identity",
  accessToken: "access",
  refreshToken: "",
  expiresIn: 3600,
  user: { userId: "u1", email: "ada@example.org" },
};

/** What a browser keeps, in a process that is none. */
class Kept {
  readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => void this.entries.set(key, value);
  removeItem = (key: string) => void this.entries.delete(key);
}

interface Request {
  address: string;
  body: string;
  credentials: string | undefined;
}

let requests: Request[];
let left: string[];
let tab: Kept;
let origin: Kept;
let tokenAnswer: () => Response;

beforeEach(() => {
  requests = [];
  left = [];
  tab = new Kept();
  origin = new Kept();
  tokenAnswer = () => Response.json({ refresh_token: "brought", access_token: "a", id_token: "i" });
  vi.stubGlobal("sessionStorage", tab);
  vi.stubGlobal("localStorage", origin);
  vi.stubGlobal("location", { origin: HERE, assign: (address: string) => left.push(address) });
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    requests.push({ address, body: String(init.body), credentials: init.credentials });
    if (address.startsWith(HOSTED.domain)) return tokenAnswer();
    if (address === "/v1/auth/refresh") return Response.json(SIGNED_IN);
    return new Response(null, { status: 204 });
  });
});

afterEach(async () => {
  await signOut();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function leave(): Promise<URLSearchParams> {
  return new URL(await addressToSignIn(HOSTED, "Google")).searchParams;
}

function answerTo(asked: URLSearchParams, more: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({ code: "code-1", state: asked.get("state") ?? "", ...more });
}

async function refusal(work: Promise<void>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof HostedSignInError ? error.code : error),
  );
}

describe("signing in on Cognito's domain", () => {
  test("is there only where config.json names the domain and the client", () => {
    expect(hostedDomain(undefined)).toBeNull();
    expect(hostedDomain({ demo: null, host: "local" })).toBeNull();
    expect(hostedDomain({ demo: null, host: "aws", signInDomain: HOSTED.domain })).toBeNull();
    const config = { demo: null, host: "aws", signInDomain: HOSTED.domain, clientId: "c" } as const;
    expect(hostedDomain(config)).toEqual({ domain: HOSTED.domain, clientId: "c" });
  });

  test("asks the named provider for a code, bound to this tab by state and challenge", async () => {
    const address = new URL(await addressToSignIn(HOSTED, "Google"));
    expect(address.origin + address.pathname).toBe(`${HOSTED.domain}/oauth2/authorize`);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      identity_provider: "Google",
      response_type: "code",
      client_id: "client-1",
      redirect_uri: `${HERE}/signed-in`,
      code_challenge_method: "S256",
    });
    const [text] = [...tab.entries.values()];
    expect(address.href).not.toContain(JSON.parse(text ?? "{}").verifier);
  });

  test("never asks twice with the same state or challenge", async () => {
    const [one, other] = [await leave(), await leave()];
    for (const name of ["state", "code_challenge"]) {
      expect(one.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one.get(name)).not.toBe(other.get(name));
    }
  });

  test("exchanges the code with the verifier of the challenge, without cookies", async () => {
    const asked = await leave();
    await finishSignIn(HOSTED, answerTo(asked));
    const [token] = requests;
    expect(token?.address).toBe(`${HOSTED.domain}/oauth2/token`);
    expect(token?.credentials).toBe("omit");
    const sent = new URLSearchParams(token?.body);
    expect(sent.get("code")).toBe("code-1");
    expect(sent.get("redirect_uri")).toBe(`${HERE}/signed-in`);
    const verifier = new TextEncoder().encode(sent.get("code_verifier") ?? "");
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", verifier));
    expect(digest.toString("base64url")).toBe(asked.get("code_challenge"));
  });

  test("hands the refresh token over to the cookie and keeps it nowhere", async () => {
    await finishSignIn(HOSTED, answerTo(await leave()));
    expect(requests[1]?.address).toBe("/v1/auth/refresh");
    expect(JSON.parse(requests[1]?.body ?? "")).toEqual({ refreshToken: "brought", cookie: true });
    expect(sessionState()).toMatchObject({ status: "signedIn", user: SIGNED_IN.user });
    const kept = [...origin.entries.values(), ...tab.entries.values()].join();
    expect(kept).not.toContain("brought");
  });

  test("takes no answer to a question that this tab has not asked", async () => {
    const nothingAsked = new URLSearchParams({ code: "theirs", state: "theirs" });
    expect(await refusal(finishSignIn(HOSTED, nothingAsked))).toBe("PROVIDER_REFUSED");
    const asked = await leave();
    const forged = answerTo(asked, { state: "theirs" });
    expect(await refusal(finishSignIn(HOSTED, forged))).toBe("PROVIDER_REFUSED");
    expect(await refusal(finishSignIn(HOSTED, new URLSearchParams({ code: "c" })))).toBe(
      "PROVIDER_REFUSED",
    );
    expect(requests).toEqual([]);
  });

  test("takes an answer once, and within ten minutes", async () => {
    const answer = answerTo(await leave());
    await finishSignIn(HOSTED, answer);
    expect(await refusal(finishSignIn(HOSTED, answer))).toBe("PROVIDER_REFUSED");
    const late = answerTo(await leave());
    vi.useFakeTimers({ now: Date.now() + 601_000, toFake: ["Date"] });
    expect(await refusal(finishSignIn(HOSTED, late))).toBe("PROVIDER_REFUSED");
  });

  test("tells a refusal, a fault over there and no connection apart", async () => {
    const cancelled = new URLSearchParams({
      error: "access_denied",
      state: (await leave()).get("state") ?? "",
    });
    expect(await refusal(finishSignIn(HOSTED, cancelled))).toBe("PROVIDER_REFUSED");
    tokenAnswer = () => Response.json({ error: "invalid_grant" }, { status: 400 });
    expect(await refusal(finishSignIn(HOSTED, answerTo(await leave())))).toBe("PROVIDER_REFUSED");
    tokenAnswer = () => new Response("", { status: 503 });
    expect(await refusal(finishSignIn(HOSTED, answerTo(await leave())))).toBe(
      "PROVIDER_UNAVAILABLE",
    );
    tokenAnswer = () => {
      throw new TypeError("Failed to fetch");
    };
    expect(await refusal(finishSignIn(HOSTED, answerTo(await leave())))).toBeInstanceOf(
      ConnectionError,
    );
    expect(sessionState().status).toBe("signedOut");
  });

  test("signs out there as well, once", async () => {
    await finishSignIn(HOSTED, answerTo(await leave()));
    await signOut();
    expect(requests.at(-1)?.address).toBe("/v1/auth/logout");
    const [address] = left;
    const page = new URL(address ?? "");
    expect(page.origin + page.pathname).toBe(`${HOSTED.domain}/logout`);
    expect(Object.fromEntries(page.searchParams)).toEqual({
      client_id: "client-1",
      logout_uri: HERE,
    });
    await signOut();
    expect(left).toHaveLength(1);
  });
});
