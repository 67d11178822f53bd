import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";

import { fieldErrors, generalErrors } from "../../api/errors";
import { useForgotPassword, useResetPassword } from "../../api/signIn";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AuthLayout } from "./AuthLayout";
import { CodeInput } from "./CodeInput";
import { NewPasswordField } from "./NewPasswordField";
import { NoLetter } from "./NoLetter";
import classes from "./auth.module.css";
import { useEmailPassedOn } from "./emailPassedOn";
import { meetsPasswordRules } from "./passwordRules";

/** First the address, then the code that was sent there together with a new password. */
export default function ForgotPasswordPage() {
  useTitle("Reset your password");
  const forgot = useForgotPassword();
  const [email, setEmail] = useState(useEmailPassedOn());

  function submit(event: FormEvent) {
    event.preventDefault();
    forgot.mutate(email.trim());
  }

  if (forgot.isSuccess) {
    return (
      <AuthLayout>
        <ResetForm email={email.trim()} onBack={forgot.reset} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout>
      <h1>Reset your password</h1>
      <p className={classes.lead}>We send a code to your address. With it you choose a new one.</p>
      <form onSubmit={submit} className={classes.fields}>
        {forgot.error && <ErrorPanel error={forgot.error} />}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={fieldErrors(forgot.error).get("email")}
        />
        <Button type="submit" size="md" loading={forgot.isPending}>
          Send me a code
        </Button>
        <Link to="/sign-in" className={classes.aside}>
          Back to sign in
        </Link>
      </form>
    </AuthLayout>
  );
}

function ResetForm({ email, onBack }: { email: string; onBack: () => void }) {
  const reset = useResetPassword();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const wrong = fieldErrors(reset.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (meetsPasswordRules(password)) reset.mutate({ email, code: code.trim(), password });
  }

  if (reset.isSuccess) {
    return (
      <>
        <h1>Your password is changed</h1>
        <p className={classes.lead}>Every device was signed out. Sign in with the new password.</p>
        <Button component={Link} to="/sign-in" size="md">
          Go to sign in
        </Button>
      </>
    );
  }
  return (
    <>
      <h1>Choose a new password</h1>
      <p className={classes.lead}>
        If there is an account for <strong>{email}</strong>, a code is on its way there.
      </p>
      <form onSubmit={submit} className={classes.fields}>
        {reset.error && (
          <ErrorPanel
            error={reset.error}
            also={generalErrors(reset.error, (field) => field === "code" || field === "password")}
          />
        )}
        <CodeInput label="Code from the letter" value={code} onChange={setCode} error={wrong.get("code")} />
        <NewPasswordField
          label="New password"
          value={password}
          onChange={setPassword}
          error={wrong.get("password")}
          tried={tried}
        />
        <Button type="submit" size="md" loading={reset.isPending}>
          Change the password
        </Button>
        <Button variant="subtle" onClick={onBack}>
          Send another code
        </Button>
        <NoLetter />
      </form>
    </>
  );
}
