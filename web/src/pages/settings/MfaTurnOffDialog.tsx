import { Button, Modal } from "@mantine/core";
import { type FormEvent, useState } from "react";

import { useTurnOffMfa } from "../../api/account";
import { fieldErrors } from "../../api/errors";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { CodeInput } from "../auth/CodeInput";
import classes from "./settings.module.css";

interface DialogProps {
  opened: boolean;
  onClose: () => void;
}

export function MfaTurnOffDialog({ opened, onClose }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Turn one-time codes off?" centered>
      <TurnOff onDone={onClose} />
    </Modal>
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const turnOff = useTurnOffMfa();
  const [code, setCode] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    turnOff.mutate(code.trim(), { onSuccess: onDone });
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <p className={classes.text}>
        Signing in will ask for your password alone. Enter a code of the app, or a recovery code.
      </p>
      {turnOff.error && <ErrorPanel error={turnOff.error} />}
      <CodeInput
        label="One-time or recovery code"
        digitsOnly={false}
        value={code}
        onChange={setCode}
        error={fieldErrors(turnOff.error).get("code")}
        focused
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          Keep them on
        </Button>
        <Button type="submit" color="red" loading={turnOff.isPending}>
          Turn off
        </Button>
      </div>
    </form>
  );
}
