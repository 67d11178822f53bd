/** Coming in: registering, signing in, second factors, and codes from letters. */
import { useMutation } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import { acceptSession } from "./session";
import type { MfaChallenge, RegisterInput, SignedIn } from "./types";

interface Credentials {
  email: string;
  password: string;
}

/** The refresh token goes where no script can read it. */
const IN_COOKIE = { cookie: true } as const;

/** Resolves with the challenge of an account that has a second factor, else with null. */
async function logIn(body: Credentials): Promise<MfaChallenge | null> {
  const answer: SignedIn | MfaChallenge = await unwrap(
    api.POST("/auth/login", { body: { ...body, ...IN_COOKIE } }),
  );
  if ("session" in answer) return answer;
  acceptSession(answer);
  return null;
}

export function useSignIn() {
  return useMutation({ mutationFn: logIn });
}

export function useAnswerChallenge() {
  return useMutation({
    mutationFn: (body: { session: string; code: string }) =>
      unwrap(api.POST("/auth/mfa", { body: { ...body, ...IN_COOKIE } })),
    onSuccess: acceptSession,
  });
}

/** Creates the account and signs in, unless the address must be confirmed first. */
export function useSignUp() {
  return useMutation({
    mutationFn: async (body: RegisterInput) => {
      const registered = await unwrap(api.POST("/auth/register", { body }));
      if (registered.verificationRequired) return registered;
      await logIn({ email: body.email, password: body.password });
      return registered;
    },
  });
}

export function useConfirmEmail() {
  return useMutation({
    mutationFn: (body: { email: string; code: string }) =>
      unwrap(api.POST("/auth/confirm", { body })),
  });
}

export function useResendCode() {
  return useMutation({
    mutationFn: (email: string) => unwrap(api.POST("/auth/resend", { body: { email } })),
  });
}

export function useForgotPassword() {
  return useMutation({
    mutationFn: (email: string) => unwrap(api.POST("/auth/forgot", { body: { email } })),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (body: { email: string; code: string; password: string }) =>
      unwrap(api.POST("/auth/reset", { body })),
  });
}
