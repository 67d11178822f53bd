/**
 * Who is signed in, and the only place that touches tokens.
 *
 * The identity token lives in memory. The refresh token is kept in localStorage so that a reload and
 * a second tab stay signed in. It works once: using it twice ends the session, so exchanging it is
 * serialised within a tab (one promise) and across tabs (a lock).
 */
import { ConnectionError, toApiError } from "./errors";
import type { SignedIn, User } from "./types";

const STORAGE_KEY = "econlens.session";
const LOCK_NAME = "econlens.refresh";
const EARLY_MS = 30_000;

interface Kept {
  refreshToken: string;
  userId: string;
}

interface Active {
  idToken: string;
  expiresAt: number;
  user: User;
}

export type SessionState =
  | { status: "restoring" }
  | { status: "unreachable" }
  | { status: "signedOut" }
  | { status: "signedIn"; user: User };

let active: Active | null = null;
let state: SessionState = { status: readKept() ? "restoring" : "signedOut" };
let exchanging: Promise<void> | null = null;
const listeners = new Set<() => void>();

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function sessionState(): SessionState {
  return state;
}

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

function readKept(): Kept | null {
  try {
    const text = localStorage.getItem(STORAGE_KEY);
    return text ? (JSON.parse(text) as Kept) : null;
  } catch {
    return null;
  }
}

function keep(kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is blocked: the session then ends with the tab.
  }
}

export function acceptSession(answer: SignedIn): void {
  active = {
    idToken: answer.idToken,
    expiresAt: Date.now() + answer.expiresIn * 1000,
    user: answer.user,
  };
  keep({ refreshToken: answer.refreshToken, userId: answer.user.userId });
  become({ status: "signedIn", user: answer.user });
}

function forgetSession(): void {
  active = null;
  keep(null);
  become({ status: "signedOut" });
}

async function post(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new ConnectionError();
  }
}

async function exchange(): Promise<void> {
  const kept = readKept();
  if (!kept) return forgetSession();
  const answer = await post("/v1/auth/refresh", { refreshToken: kept.refreshToken });
  if (answer.ok) return acceptSession((await answer.json()) as SignedIn);
  if (answer.status === 400 || answer.status === 401) return forgetSession();
  throw toApiError(answer, await answer.json().catch(() => null));
}

/** Locks exist in secure contexts only; over plain http one tab at a time is all we can promise. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(LOCK_NAME, work);
}

/** New tokens for the old; callers that arrive meanwhile share the one exchange. */
export function refreshSession(): Promise<void> {
  exchanging ??= alone(exchange).finally(() => {
    exchanging = null;
  });
  return exchanging;
}

/** Called once at start: a reload stays signed in. */
export async function restoreSession(): Promise<void> {
  if (!readKept()) return become({ status: "signedOut" });
  become({ status: "restoring" });
  try {
    await refreshSession();
  } catch {
    become({ status: "unreachable" });
  }
}

/** The identity token to send, renewed when about to expire; null when signed out. */
export async function currentToken(): Promise<string | null> {
  if (active && active.expiresAt - EARLY_MS < Date.now()) await refreshSession();
  return active?.idToken ?? null;
}

/** After a 401: renews unless another call already did since `refused` was sent. */
export async function tokenAfterRefusal(refused: string): Promise<string | null> {
  if (active?.idToken === refused) await refreshSession();
  return active?.idToken ?? null;
}

/** Ends the session here at once; the server is told on the way out. */
export async function signOut(): Promise<void> {
  const kept = readKept();
  forgetSession();
  if (!kept) return;
  // Signed out here whatever the server says: the token expires by itself.
  await post("/v1/auth/logout", { refreshToken: kept.refreshToken }).catch(() => undefined);
}

/** Signing out, or in as somebody else, in one tab counts for all of them. */
function followOtherTabs(event: StorageEvent): void {
  if (event.key !== STORAGE_KEY || !active) return;
  const kept = readKept();
  if (!kept) {
    active = null;
    become({ status: "signedOut" });
  } else if (kept.userId !== active.user.userId) {
    location.assign("/");
  }
}

if (typeof window !== "undefined") window.addEventListener("storage", followOtherTabs);
