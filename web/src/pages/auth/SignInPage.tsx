import { Button, Divider, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";

import { ApiError, fieldErrors } from "../../api/errors";
import { configQuery } from "../../api/queries";
import { useSignIn } from "../../api/signIn";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AuthLayout } from "./AuthLayout";
import { ChallengeForm } from "./ChallengeForm";
import { ProviderButtons } from "./ProviderButtons";
import classes from "./auth.module.css";
import type { EmailPassedOn } from "./emailPassedOn";

export default function SignInPage() {
  useTitle("Sign in");
  const { data: config } = useQuery(configQuery);
  const signIn = useSignIn();
  const demo = config?.demo;

  if (signIn.data) {
    return (
      <AuthLayout>
        <ChallengeForm session={signIn.data.session} onBack={signIn.reset} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout>
      <h1>Sign in</h1>
      <p className={classes.lead}>
        New here? <Link to="/sign-up">Create an account</Link>
      </p>
      {demo && (
        <>
          <Button
            fullWidth
            size="md"
            variant="light"
            loading={signIn.isPending}
            onClick={() => signIn.mutate(demo)}
          >
            Try the demo
          </Button>
          <p className={classes.note}>Three sample portfolios, ready to look at. No account needed.</p>
          <Divider label="or with your account" my="lg" />
        </>
      )}
      <PasswordForm signIn={signIn} />
      <ProviderButtons config={config} />
    </AuthLayout>
  );
}

function PasswordForm({ signIn }: { signIn: ReturnType<typeof useSignIn> }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const wrong = fieldErrors(signIn.error);
  const passedOn: EmailPassedOn = { email: email.trim() };

  function submit(event: FormEvent) {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  }

  return (
    <form onSubmit={submit} className={classes.fields}>
      {signIn.error && <ErrorPanel error={signIn.error} />}
      {isUnconfirmed(signIn.error) && (
        <Link to="/confirm-email" state={passedOn}>
          Enter the code
        </Link>
      )}
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={wrong.get("email")}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={wrong.get("password")}
      />
      <Button type="submit" size="md" loading={signIn.isPending}>
        Sign in
      </Button>
      <Link to="/forgot-password" state={passedOn} className={classes.aside}>
        Forgot your password?
      </Link>
    </form>
  );
}

function isUnconfirmed(error: unknown): boolean {
  return error instanceof ApiError && error.code === "EMAIL_NOT_CONFIRMED";
}
