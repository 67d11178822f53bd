import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";

import { fieldErrors } from "../../api/errors";
import { useConfirmEmail, useResendCode } from "../../api/signIn";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AuthLayout } from "./AuthLayout";
import { CodeInput } from "./CodeInput";
import { NoLetter } from "./NoLetter";
import classes from "./auth.module.css";
import { useEmailPassedOn } from "./emailPassedOn";

export default function ConfirmEmailPage() {
  useTitle("Confirm your e-mail");
  const confirm = useConfirmEmail();
  const resend = useResendCode();
  const [email, setEmail] = useState(useEmailPassedOn());
  const [code, setCode] = useState("");
  const wrong = fieldErrors(confirm.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    confirm.mutate({ email: email.trim(), code: code.trim() });
  }

  if (confirm.isSuccess) {
    return (
      <AuthLayout>
        <h1>Your address is confirmed</h1>
        <p className={classes.lead}>You can sign in now.</p>
        <Button component={Link} to="/sign-in" size="md">
          Go to sign in
        </Button>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout>
      <h1>Check your e-mail</h1>
      <p className={classes.lead}>We have sent you a code. Enter it here to confirm the address.</p>
      <form onSubmit={submit} className={classes.fields}>
        {confirm.error && <ErrorPanel error={confirm.error} />}
        {resend.error && <ErrorPanel error={resend.error} />}
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
        <CodeInput label="Code" value={code} onChange={setCode} error={wrong.get("code")} />
        <Button type="submit" size="md" loading={confirm.isPending}>
          Confirm
        </Button>
        <Button
          variant="subtle"
          disabled={!email.includes("@")}
          loading={resend.isPending}
          onClick={() => resend.mutate(email.trim())}
        >
          {resend.isSuccess ? "Sent. Send again" : "Send the code again"}
        </Button>
        <NoLetter />
      </form>
    </AuthLayout>
  );
}
