import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";

import { useDeleteAccount } from "../../api/account";
import { ErrorPanel } from "../../ui/ErrorPanel";
import classes from "./settings.module.css";

interface DeleteAccountDialogProps {
  email: string;
  opened: boolean;
  onClose: () => void;
}

export function DeleteAccountDialog({ email, opened, onClose }: DeleteAccountDialogProps) {
  const remove = useDeleteAccount();
  const [typed, setTyped] = useState("");
  const sure = typed.trim().toLowerCase() === email.toLowerCase();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (sure) remove.mutate();
  }

  return (
    <Modal opened={opened} onClose={onClose} title="Delete your account?" centered>
      <form onSubmit={submit} className={classes.form}>
        <p className={classes.text}>
          Everything in it will be gone for good, and every link you shared stops working. Nobody
          can bring it back. Your broker account is not touched.
        </p>
        {remove.error && <ErrorPanel error={remove.error} />}
        <TextInput
          label="To confirm, type your e-mail address"
          placeholder={email}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep the account
          </Button>
          <Button type="submit" color="red" disabled={!sure} loading={remove.isPending}>
            Delete for good
          </Button>
        </div>
      </form>
    </Modal>
  );
}
