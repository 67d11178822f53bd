import { Button, Loader, Modal } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { type FormEvent, useEffect, useState } from "react";

import { useStartMfa, useVerifyMfa } from "../../api/account";
import { saveFile } from "../../api/downloads";
import { fieldErrors } from "../../api/errors";
import type { MfaSetup } from "../../api/types";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { Notice } from "../../ui/Notice";
import { QrCode } from "../../ui/QrCode";
import { CodeInput } from "../auth/CodeInput";
import classes from "./settings.module.css";

interface DialogProps {
  opened: boolean;
  onClose: () => void;
}

/** A secret for the app, its first code, then the recovery codes: shown once. */
export function MfaSetupDialog({ opened, onClose }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Set up one-time codes"
      closeOnClickOutside={false}
      centered
    >
      <Steps onDone={onClose} />
    </Modal>
  );
}

function Steps({ onDone }: { onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return codes ? <RecoveryCodes codes={codes} onDone={onDone} /> : <Setup onCodes={setCodes} />;
}

function Setup({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const { mutate: start, data: setup, error, isPending, isIdle } = useStartMfa();
  // oxlint-disable-next-line react/exhaustive-deps -- one secret for each opening of the dialog
  useEffect(() => start(), []);
  if (error) return <ErrorPanel error={error} retry={() => start()} />;
  if (isIdle || isPending) return <Loader size="sm" aria-label="Making a secret" />;
  return <FirstCode setup={setup} onCodes={onCodes} />;
}

interface FirstCodeProps {
  setup: MfaSetup;
  onCodes: (codes: readonly string[]) => void;
}

function FirstCode({ setup, onCodes }: FirstCodeProps) {
  const verify = useVerifyMfa();
  const [code, setCode] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    verify.mutate(code.trim(), { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes) });
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <p className={classes.text}>
        Scan this with an authenticator app, then enter the six digits that it shows.
      </p>
      <QrCode text={setup.uri} label="QR code of the secret for your authenticator app" />
      <details className={classes.secret}>
        <summary>I cannot scan it</summary>
        <p className={classes.text}>Type this key into the app, as a time-based one:</p>
        <code>{setup.secret.match(/.{1,4}/gu)?.join(" ")}</code>
      </details>
      {verify.error && <ErrorPanel error={verify.error} />}
      <CodeInput
        label="One-time code"
        value={code}
        onChange={setCode}
        error={fieldErrors(verify.error).get("code")}
        focused
      />
      <Button type="submit" loading={verify.isPending}>
        Turn on
      </Button>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const clipboard = useClipboard();
  const text = codes.join("\n");
  return (
    <div className={classes.form}>
      <Notice tone="attention" title="Shown this once">
        When the app is lost, each of these opens your account one time. Keep them where you keep
        your passwords.
      </Notice>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => clipboard.copy(text)}>
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
        <Button
          variant="default"
          onClick={() => saveFile(new Blob([text]), "econlens-recovery-codes.txt")}
        >
          Download
        </Button>
        <Button onClick={onDone}>I have kept them</Button>
      </div>
    </div>
  );
}
