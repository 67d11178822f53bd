/**
 * Signing in with Google or Facebook through Cognito's hosted domain: two pages, there and back.
 *
 * Authorization code with PKCE and state. What the second half must know of the first stays in this
 * tab for ten minutes and is used once, so an answer is good in the tab that asked and nowhere else.
 */
import { ConnectionError } from "./errors";
import type { AppConfig } from "./queries";
import { beginSessionWith } from "./session";

const LEFT_KEY = "econlens.leftToSignIn";
const TEN_MINUTES_MS = 600_000;
const SCOPE = "openid email profile";

export interface HostedDomain {
  domain: string;
  clientId: string;
}

interface Left {
  state: string;
  verifier: string;
  at: number;
}

export class HostedSignInError extends Error {
  readonly code: "PROVIDER_REFUSED" | "PROVIDER_UNAVAILABLE";

  constructor(code: "PROVIDER_REFUSED" | "PROVIDER_UNAVAILABLE") {
    super(code);
    this.name = "HostedSignInError";
    this.code = code;
  }
}

/** null where no such domain is set up. */
export function hostedDomain(config: AppConfig | undefined): HostedDomain | null {
  if (!config?.signInDomain || !config.clientId) return null;
  return { domain: config.signInDomain, clientId: config.clientId };
}

/** Remembers what the way back needs, and gives the address to go to. */
export async function addressToSignIn(hosted: HostedDomain, provider: string): Promise<string> {
  const left: Left = { state: randomText(), verifier: randomText(), at: Date.now() };
  sessionStorage.setItem(LEFT_KEY, JSON.stringify(left));
  const query = new URLSearchParams({
    identity_provider: provider,
    response_type: "code",
    client_id: hosted.clientId,
    redirect_uri: returnAddress(),
    scope: SCOPE,
    state: left.state,
    code_challenge: await challengeOf(left.verifier),
    code_challenge_method: "S256",
  });
  return `${hosted.domain}/oauth2/authorize?${query}`;
}

/** answer: the query that the hosted domain has sent the browser back with. */
export async function finishSignIn(hosted: HostedDomain, answer: URLSearchParams): Promise<void> {
  const left = takeLeft();
  const code = answer.get("code");
  const isOurs = left !== null && left.state === answer.get("state");
  if (!isOurs || !code || Date.now() - left.at > TEN_MINUTES_MS) {
    throw new HostedSignInError("PROVIDER_REFUSED");
  }
  const token = await refreshTokenFor(hosted, code, left.verifier);
  await beginSessionWith(token, addressToSignOut(hosted));
}

function addressToSignOut({ domain, clientId }: HostedDomain): string {
  const query = new URLSearchParams({ client_id: clientId, logout_uri: location.origin });
  return `${domain}/logout?${query}`;
}

async function refreshTokenFor(
  { domain, clientId }: HostedDomain,
  code: string,
  verifier: string,
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: clientId,
    redirect_uri: returnAddress(),
    code,
    code_verifier: verifier,
  });
  const answer = await fetch(`${domain}/oauth2/token`, {
    method: "POST",
    body,
    credentials: "omit",
  }).catch(() => {
    throw new ConnectionError();
  });
  if (answer.status === 400) throw new HostedSignInError("PROVIDER_REFUSED");
  if (!answer.ok) throw new HostedSignInError("PROVIDER_UNAVAILABLE");
  const { refresh_token } = (await answer.json()) as { refresh_token: string };
  return refresh_token;
}

/** Among the callback addresses of the app client, letter by letter. */
function returnAddress(): string {
  return `${location.origin}/signed-in`;
}

function takeLeft(): Left | null {
  const text = sessionStorage.getItem(LEFT_KEY);
  sessionStorage.removeItem(LEFT_KEY);
  return text ? (JSON.parse(text) as Left) : null;
}

/** 256 bits. */
function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return base64Url(new Uint8Array(digest));
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
