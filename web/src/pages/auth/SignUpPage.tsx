import { Button, Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link, Navigate } from "react-router";

import { fieldErrors, generalErrors } from "../../api/errors";
import { useSignUp } from "../../api/signIn";
import type { RegisterInput } from "../../api/types";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AboutYouFields } from "./AboutYouFields";
import { AuthLayout } from "./AuthLayout";
import { NewPasswordField } from "./NewPasswordField";
import classes from "./auth.module.css";
import type { EmailPassedOn } from "./emailPassedOn";
import { meetsPasswordRules } from "./passwordRules";

type Form = Required<RegisterInput>;

const EMPTY: Form = {
  email: "",
  password: "",
  firstName: "",
  lastName: "",
  userType: "casual_investor",
  investmentExperience: "beginner",
  riskTolerance: "moderate",
  marketingConsent: false,
};

const FIELDS: ReadonlySet<string> = new Set(Object.keys(EMPTY));

type SetField = <K extends keyof Form>(key: K, value: Form[K]) => void;

export default function SignUpPage() {
  useTitle("Create an account");
  const signUp = useSignUp();
  const [form, setForm] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const wrong = fieldErrors(signUp.error);
  const set: SetField = (key, value) => setForm((before) => ({ ...before, [key]: value }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (meetsPasswordRules(form.password)) signUp.mutate({ ...form, email: form.email.trim() });
  }

  if (signUp.data?.verificationRequired) {
    const passedOn: EmailPassedOn = { email: form.email.trim() };
    return <Navigate to="/confirm-email" replace state={passedOn} />;
  }
  return (
    <AuthLayout>
      <h1>Create an account</h1>
      <p className={classes.lead}>
        Already have one? <Link to="/sign-in">Sign in</Link>
      </p>
      <form onSubmit={submit} className={classes.fields}>
        {signUp.error && (
          <ErrorPanel error={signUp.error} also={generalErrors(signUp.error, (field) => FIELDS.has(field))} />
        )}
        <PersonFields form={form} set={set} wrong={wrong} />
        <NewPasswordField
          value={form.password}
          onChange={(password) => set("password", password)}
          error={wrong.get("password")}
          tried={tried}
        />
        <fieldset className={classes.about}>
          <legend>So that warnings suit you</legend>
          <AboutYouFields value={form} onChange={(change) => setForm({ ...form, ...change })} />
        </fieldset>
        <Checkbox
          label="Send me product news now and then"
          checked={form.marketingConsent}
          onChange={(event) => set("marketingConsent", event.currentTarget.checked)}
        />
        <Button type="submit" size="md" loading={signUp.isPending}>
          Create account
        </Button>
      </form>
    </AuthLayout>
  );
}

interface FieldsProps {
  form: Form;
  set: SetField;
}

function PersonFields({ form, set, wrong }: FieldsProps & { wrong: ReadonlyMap<string, string> }) {
  const field = (key: "firstName" | "lastName" | "email") => ({
    required: true,
    withAsterisk: false,
    value: form[key],
    error: wrong.get(key),
    onChange: (event: { currentTarget: { value: string } }) => set(key, event.currentTarget.value),
  });
  return (
    <>
      <div className={classes.pair}>
        <TextInput label="First name" autoComplete="given-name" {...field("firstName")} />
        <TextInput label="Last name" autoComplete="family-name" {...field("lastName")} />
      </div>
      <TextInput label="E-mail" type="email" autoComplete="username" {...field("email")} />
    </>
  );
}
