import { TextInput } from "@mantine/core";

interface CodeInputProps {
  label: string;
  value: string;
  onChange: (code: string) => void;
  error?: string | null | undefined;
  /** A recovery code has letters, so a phone must not offer digits only. */
  digitsOnly?: boolean;
  focused?: boolean;
}

/** A code from a letter or an app; phones offer the one that just came in. */
export function CodeInput(props: CodeInputProps) {
  const { label, value, onChange, error, digitsOnly = true, focused = false } = props;
  return (
    <TextInput
      label={label}
      autoComplete="one-time-code"
      inputMode={digitsOnly ? "numeric" : "text"}
      required
      withAsterisk={false}
      maxLength={40}
      data-autofocus={focused || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
