import { Button, Checkbox, PasswordInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { Link } from "react-router";

import { fieldErrors, generalErrors } from "../../api/errors";
import { useSignUp } from "../../api/queries";
import type { InvestmentExperience, RegisterInput, RiskTolerance, UserType } from "../../api/types";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AuthLayout } from "./AuthLayout";
import classes from "./auth.module.css";
import { PASSWORD_RULES, meetsPasswordRules } from "./passwordRules";

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
    return (
      <AuthLayout>
        <h1>Check your e-mail</h1>
        <p className={classes.lead}>{signUp.data.message}</p>
        <Link to="/sign-in">Back to sign in</Link>
      </AuthLayout>
    );
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
        <PasswordField form={form} set={set} error={wrong.get("password")} tried={tried} />
        <AboutYou form={form} set={set} />
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

function PasswordField(props: FieldsProps & { error: string | undefined; tried: boolean }) {
  const { form, set, error, tried } = props;
  const rulesId = useId();
  const missing = tried && !meetsPasswordRules(form.password);
  return (
    <div>
      <PasswordInput
        label="Password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        aria-describedby={rulesId}
        value={form.password}
        onChange={(event) => set("password", event.currentTarget.value)}
        error={error ?? (missing ? "The password still lacks something, see below." : null)}
      />
      <ul id={rulesId} className={classes.rules} aria-label="The password needs">
        {PASSWORD_RULES.map(({ label, met }) => (
          <li key={label} data-met={met(form.password) || undefined}>
            <span aria-hidden="true">{met(form.password) ? "✓" : "○"}</span> {label}
            {met(form.password) && <span className="visuallyHidden"> (met)</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function AboutYou({ form, set }: FieldsProps) {
  const toleranceId = useId();
  return (
    <fieldset className={classes.about}>
      <legend>So that warnings suit you</legend>
      <Select
        label="You invest as"
        allowDeselect={false}
        value={form.userType}
        onChange={(value) => value && set("userType", value as UserType)}
        data={[
          { value: "casual_investor", label: "A private investor, now and then" },
          { value: "active_trader", label: "A private investor, often" },
          { value: "financial_advisor", label: "An adviser, for others" },
        ]}
      />
      <Select
        label="Your experience"
        allowDeselect={false}
        value={form.investmentExperience}
        onChange={(value) => value && set("investmentExperience", value as InvestmentExperience)}
        data={[
          { value: "beginner", label: "I am starting out" },
          { value: "intermediate", label: "I know my way around" },
          { value: "advanced", label: "I know it well" },
        ]}
      />
      <div>
        <span id={toleranceId}>How much up and down is fine?</span>
        <SegmentedControl
          fullWidth
          mt={4}
          aria-labelledby={toleranceId}
          value={form.riskTolerance}
          onChange={(value) => set("riskTolerance", value as RiskTolerance)}
          data={[
            { value: "conservative", label: "Little" },
            { value: "moderate", label: "Some" },
            { value: "aggressive", label: "A lot" },
          ]}
        />
      </div>
    </fieldset>
  );
}
