import { PasswordInput } from "@mantine/core";
import { useId } from "react";

import classes from "./auth.module.css";
import { PASSWORD_RULES, meetsPasswordRules } from "./passwordRules";

interface NewPasswordFieldProps {
  label?: string;
  value: string;
  onChange: (password: string) => void;
  error: string | undefined;
  /** Whether the form was sent once: only then is what lacks an error. */
  tried: boolean;
}

export function NewPasswordField(props: NewPasswordFieldProps) {
  const { label = "Password", value, onChange, error, tried } = props;
  const rulesId = useId();
  const missing = tried && !meetsPasswordRules(value);
  return (
    <div>
      <PasswordInput
        label={label}
        autoComplete="new-password"
        required
        withAsterisk={false}
        aria-describedby={rulesId}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error ?? (missing ? "The password still lacks something, see below." : null)}
      />
      <ul id={rulesId} className={classes.rules} aria-label="The password needs">
        {PASSWORD_RULES.map(({ label: rule, met }) => (
          <li key={rule} data-met={met(value) || undefined}>
            <span aria-hidden="true">{met(value) ? "✓" : "○"}</span> {rule}
            {met(value) && <span className="visuallyHidden"> (met)</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
