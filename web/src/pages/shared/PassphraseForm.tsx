import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";

import { ErrorPanel } from "../../ui/ErrorPanel";
import classes from "./SharedPage.module.css";

interface PassphraseFormProps {
  wrong: boolean;
  /** What else went wrong. */
  error: unknown;
  busy: boolean;
  onEnter: (passphrase: string) => void;
}

export function PassphraseForm({ wrong, error, busy, onEnter }: PassphraseFormProps) {
  const [typed, setTyped] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed) onEnter(typed);
  }

  return (
    <form onSubmit={submit} className={classes.passphrase}>
      <h1>This portfolio is protected</h1>
      <p>Enter the passphrase that its owner has given you.</p>
      {Boolean(error) && <ErrorPanel error={error} />}
      <PasswordInput
        label="Passphrase"
        autoComplete="off"
        required
        withAsterisk={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={wrong && !busy ? "That is not the passphrase. Ask the owner of the link for it." : null}
      />
      <Button type="submit" loading={busy}>
        Open
      </Button>
    </form>
  );
}
