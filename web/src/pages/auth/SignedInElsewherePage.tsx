import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { ConnectionError } from "../../api/errors";
import { HostedSignInError, finishSignIn, hostedDomain } from "../../api/hostedSignIn";
import { configQuery } from "../../api/queries";
import { beginSession } from "../../api/session";
import { useTitle } from "../../app/useTitle";
import { Message } from "../../ui/Message";
import { Splash } from "../../ui/Splash";
import { AuthLayout } from "./AuthLayout";
import { ChallengeForm } from "./ChallengeForm";

const REASONS: Record<string, string> = {
  EMAIL_TAKEN:
    "There is an account with this e-mail address already. Sign in with its password; if you have none, choose one by “Forgot your password?”.",
  EMAIL_NOT_CONFIRMED:
    "Your provider has not confirmed that the e-mail address is yours. Confirm it there, then try again.",
  PROVIDER_REFUSED:
    "The sign-in was cancelled, took longer than ten minutes, or did not come from your provider. Start again.",
  PROVIDER_UNAVAILABLE: "Your provider cannot be reached just now. Try again in a few minutes.",
};

const UNKNOWN = "The sign-in did not go through. Start again.";

interface Arrival {
  outcome: URLSearchParams;
  answer: URLSearchParams | null;
}

/**
 * What a provider's page came to stands behind the # of the address, or behind the ? when Cognito's
 * domain has sent us back. It is read once and leaves the address at once.
 */
function readArrival(): Arrival {
  const outcome = new URLSearchParams(location.hash.slice(1));
  const query = new URLSearchParams(location.search);
  const answer = query.has("code") || query.has("error") ? query : null;
  if (location.hash || answer) history.replaceState(history.state, "", location.pathname);
  return { outcome, answer };
}

/** Where one arrives after signing in with Google or another provider. */
export default function SignedInElsewherePage() {
  useTitle("Sign in");
  const navigate = useNavigate();
  const [{ outcome, answer }] = useState(readArrival);
  const backToSignIn = () => void navigate("/sign-in", { replace: true });
  const challenge = outcome.get("challenge");
  const error = outcome.get("error");

  if (challenge) {
    return (
      <AuthLayout>
        <ChallengeForm session={challenge} onBack={backToSignIn} />
      </AuthLayout>
    );
  }
  if (error) return <NotSignedIn reason={REASONS[error] ?? UNKNOWN} onBack={backToSignIn} />;
  return <BeginSession answer={answer} onBack={backToSignIn} />;
}

interface BeginSessionProps {
  answer: URLSearchParams | null;
  onBack: () => void;
}

function BeginSession({ answer, onBack }: BeginSessionProps) {
  const cache = useQueryClient();
  const { error } = useQuery({
    queryKey: ["beginSession"],
    queryFn: async () => {
      const hosted = answer && hostedDomain(await cache.fetchQuery(configQuery));
      await (hosted ? finishSignIn(hosted, answer) : beginSession());
      return null;
    },
    retry: false,
    gcTime: 0,
  });
  return error ? <NotSignedIn reason={reasonFor(error)} onBack={onBack} /> : <Splash />;
}

function reasonFor(error: Error): string {
  if (error instanceof HostedSignInError) return REASONS[error.code] ?? UNKNOWN;
  return error instanceof ConnectionError ? error.message : UNKNOWN;
}

function NotSignedIn({ reason, onBack }: { reason: string; onBack: () => void }) {
  return (
    <main>
      <Message
        title="You are not signed in"
        text={reason}
        action={{ label: "Back to sign in", run: onBack }}
      />
    </main>
  );
}
