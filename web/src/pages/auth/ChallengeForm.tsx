import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";

import { useAnswerChallenge } from "../../api/signIn";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { CodeInput } from "./CodeInput";
import classes from "./auth.module.css";

interface ChallengeFormProps {
  session: string;
  onBack: () => void;
}

/** The second factor, after the password was right. */
export function ChallengeForm({ session, onBack }: ChallengeFormProps) {
  const answer = useAnswerChallenge();
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    answer.mutate({ session, code: code.trim() });
  }

  return (
    <>
      <h1>One more step</h1>
      <p className={classes.lead}>
        {recovery
          ? "Enter one of the recovery codes you kept when you set this up. Each works once."
          : "Enter the six digits that your authenticator app shows now."}
      </p>
      <form onSubmit={submit} className={classes.fields}>
        {answer.error && <ErrorPanel error={answer.error} />}
        <CodeInput
          key={String(recovery)}
          label={recovery ? "Recovery code" : "One-time code"}
          digitsOnly={!recovery}
          value={code}
          onChange={setCode}
        />
        <Button type="submit" size="md" loading={answer.isPending}>
          Sign in
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            setCode("");
            setRecovery(!recovery);
          }}
        >
          {recovery ? "Use the app instead" : "I do not have the app at hand"}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          Back to sign in
        </Button>
      </form>
    </>
  );
}
