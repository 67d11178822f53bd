import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

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

/** What a provider's page came to stands behind the # of the address; it is read once. */
function readOutcome(): URLSearchParams {
  const outcome = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(history.state, "", location.pathname);
  return outcome;
}

/** Where one arrives after signing in with Google or another provider. */
export default function SignedInElsewherePage() {
  useTitle("Sign in");
  const navigate = useNavigate();
  const [outcome] = useState(readOutcome);
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
  return <BeginSession onBack={backToSignIn} />;
}

function BeginSession({ onBack }: { onBack: () => void }) {
  const { error } = useQuery({
    queryKey: ["beginSession"],
    queryFn: async () => {
      await beginSession();
      return null;
    },
    retry: false,
    gcTime: 0,
  });
  return error ? <NotSignedIn reason={UNKNOWN} onBack={onBack} /> : <Splash />;
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
