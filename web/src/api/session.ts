/**
 * Who is signed in, and the only place that touches tokens.
 *
 * The session is kept in localStorage, so that a reload and a second tab go on with it. What renews
 * it, the refresh token, is not: that is in a cookie that no script can read. It works once, and
 * using it twice ends the session. So it is exchanged under a lock that all tabs share, and whoever
 * gets the lock first looks whether another tab has new tokens already.
 */
import { ConnectionError, toApiError } from "./errors";
import type { SignedIn, User } from "./types";

const STORAGE_KEY = "econlens.session";
const LEAVE_KEY = "econlens.leave";
const LOCK_NAME = "econlens.refresh";
const EARLY_MS = 30_000;

interface Session {
  idToken: string;
  accessToken: string;
  expiresAt: number;
  user: User;
}

export type SessionState =
  | { status: "restoring" }
  | { status: "unreachable" }
  | { status: "signedOut" }
  | { status: "signedIn"; user: User };

let session: Session | null = readKept();
let state: SessionState = startingState();
let exchanging: Promise<void> | null = null;
const listeners = new Set<() => void>();

function readKept(): Session | null {
  try {
    const text = localStorage.getItem(STORAGE_KEY);
    return text ? (JSON.parse(text) as Session) : null;
  } catch {
    return null;
  }
}

function isFresh({ expiresAt }: Session): boolean {
  return expiresAt - EARLY_MS > Date.now();
}

function startingState(): SessionState {
  if (!session) return { status: "signedOut" };
  return isFresh(session) ? { status: "signedIn", user: session.user } : { status: "restoring" };
}

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

function adopt(next: Session | null): void {
  session = next;
  become(next ? { status: "signedIn", user: next.user } : { status: "signedOut" });
}

function keep(next: Session | null): void {
  try {
    if (next) localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is blocked: the session then ends with the tab.
  }
  adopt(next);
}

export function acceptSession(answer: SignedIn): void {
  const { idToken, accessToken, user, expiresIn } = answer;
  keep({ idToken, accessToken, user, expiresAt: Date.now() + expiresIn * 1000 });
}

/** What it is about is said by the cookie, which the browser sends along. */
async function postWithCookie(path: string, body: object = {}): Promise<Response> {
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

/** Called alone among all tabs. refused: the identity token that is no good any more. */
async function exchange(refused: string): Promise<void> {
  const kept = readKept() ?? session;
  if (!kept) return keep(null);
  if (kept.idToken !== refused) return adopt(kept);
  const answer = await postWithCookie("/v1/auth/refresh");
  if (answer.ok) return acceptSession((await answer.json()) as SignedIn);
  if (answer.status === 400 || answer.status === 401) return keep(null);
  throw toApiError(answer, await answer.json().catch(() => null));
}

/** Locks exist in secure contexts only; over plain http one tab at a time is all we can promise. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(LOCK_NAME, work);
}

/** New tokens for the old; callers that arrive meanwhile share the one exchange. */
function refresh(refused: string): Promise<void> {
  exchanging ??= alone(() => exchange(refused)).finally(() => {
    exchanging = null;
  });
  return exchanging;
}

/** Called at start, and again when the server could not be reached then. */
export async function restoreSession(): Promise<void> {
  if (!session || isFresh(session)) return become(startingState());
  become({ status: "restoring" });
  try {
    await refresh(session.idToken);
  } catch {
    become({ status: "unreachable" });
  }
}

/** After signing in elsewhere: the cookie of the new session is here, its tokens are not yet. */
export async function beginSession(): Promise<void> {
  await beginWith({});
}

/**
 * The same with a refresh token in our hands. It is used up at once: its successor goes into the
 * cookie, so no script sees the one that counts. leaveAt: the page that signs out there.
 */
export async function beginSessionWith(refreshToken: string, leaveAt: string): Promise<void> {
  await beginWith({ refreshToken, cookie: true });
  try {
    localStorage.setItem(LEAVE_KEY, leaveAt);
  } catch {
    // Storage is blocked: signing out then ends the session here only.
  }
}

async function beginWith(body: object): Promise<void> {
  const answer = await postWithCookie("/v1/auth/refresh", body);
  if (!answer.ok) throw toApiError(answer, await answer.json().catch(() => null));
  acceptSession((await answer.json()) as SignedIn);
}

/** Read once: where to sign out beside here, for who has signed in through another page. */
function takeLeaveAddress(): string | null {
  try {
    const address = localStorage.getItem(LEAVE_KEY);
    localStorage.removeItem(LEAVE_KEY);
    return address;
  } catch {
    return null;
  }
}

/** The identity token to send, renewed when about to expire; null when signed out. */
export async function currentToken(): Promise<string | null> {
  if (session && !isFresh(session)) await refresh(session.idToken);
  return session?.idToken ?? null;
}

/** What Cognito wants beside the identity token for changes to the second factor. */
export async function accessTokenHeader(): Promise<Record<string, string>> {
  await currentToken();
  return session?.accessToken ? { "X-Access-Token": session.accessToken } : {};
}

/** New tokens, so that they and the app say what the profile says now. */
export async function renewSession(): Promise<void> {
  if (session) await refresh(session.idToken);
}

/** The account is gone: there is no session left that the server could end. */
export function forgetSession(): void {
  takeLeaveAddress();
  keep(null);
}

/** After a 401: renews unless another call already did since `refused` was sent. */
export async function tokenAfterRefusal(refused: string): Promise<string | null> {
  if (session?.idToken === refused) await refresh(refused);
  return session?.idToken ?? null;
}

/** Ends the session here at once; the server is told on the way out. */
export async function signOut(): Promise<void> {
  const ended = session;
  const leaveAt = takeLeaveAddress();
  keep(null);
  if (!ended) return;
  // Signed out here whatever the server says: the token expires by itself.
  await postWithCookie("/v1/auth/logout").catch(() => undefined);
  // Else the next person at this browser gets in by one click on the provider's button.
  if (leaveAt) location.assign(leaveAt);
}

/** What one tab does, renewing or signing out or in as somebody else, counts for all of them. */
function followOtherTabs(event: StorageEvent): void {
  if (event.key !== STORAGE_KEY) return;
  const kept = readKept();
  const samePerson = kept?.user.userId === session?.user.userId;
  if (kept && session && !samePerson) location.assign("/");
  else adopt(kept);
}

if (typeof window !== "undefined") window.addEventListener("storage", followOtherTabs);
