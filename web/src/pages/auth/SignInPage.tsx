import { Button, Divider, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";

import { fieldErrors } from "../../api/errors";
import { configQuery, useSignIn } from "../../api/queries";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AuthLayout } from "./AuthLayout";
import classes from "./auth.module.css";

export default function SignInPage() {
  useTitle("Sign in");
  const { data: config } = useQuery(configQuery);
  const signIn = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const demo = config?.demo;
  const wrong = fieldErrors(signIn.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  }

  return (
    <AuthLayout>
      <h1>Sign in</h1>
      <p className={classes.lead}>
        New here? <Link to="/sign-up">Create an account</Link>
      </p>
      {demo && (
        <>
          <Button fullWidth size="md" variant="light" loading={signIn.isPending} onClick={() => signIn.mutate(demo)}>
            Try the demo
          </Button>
          <p className={classes.note}>Three sample portfolios, ready to look at. No account needed.</p>
          <Divider label="or with your account" my="lg" />
        </>
      )}
      <form onSubmit={submit} className={classes.fields}>
        {signIn.error && <ErrorPanel error={signIn.error} />}
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
      </form>
    </AuthLayout>
  );
}
