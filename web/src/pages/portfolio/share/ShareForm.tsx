import { Button, PasswordInput, SegmentedControl, Select, Switch } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";

import { fieldErrors } from "../../../api/errors";
import { useShare } from "../../../api/shares";
import type { ShareCreated, ShareLifetime, SharePermission } from "../../../api/types";
import { ErrorPanel } from "../../../ui/ErrorPanel";
import classes from "./share.module.css";
import { LIFETIMES } from "./shareWords";

interface ShareFormProps {
  portfolioId: string;
  onCreated: (created: ShareCreated) => void;
}

export function ShareForm({ portfolioId, onCreated }: ShareFormProps) {
  const share = useShare(portfolioId);
  const shownId = useId();
  const [permissions, setPermissions] = useState<SharePermission>("analyze");
  const [hideAmounts, setHideAmounts] = useState(true);
  const [expiresIn, setExpiresIn] = useState<ShareLifetime>("30d");
  const [passphrase, setPassphrase] = useState("");
  const wrong = fieldErrors(share.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { permissions, hideAmounts, expiresIn, passphrase: passphrase || null };
    share.mutate(body, { onSuccess: onCreated });
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <p className={classes.lead}>
        Whoever has the link can look, without an account, and can change nothing.
      </p>
      {share.error && <ErrorPanel error={share.error} />}
      <div>
        <span id={shownId} className={classes.label}>
          The link shows
        </span>
        <SegmentedControl
          fullWidth
          classNames={{ label: classes.choice }}
          aria-labelledby={shownId}
          value={permissions}
          onChange={(value) => setPermissions(value as SharePermission)}
          data={[
            { value: "analyze", label: "Holdings and analysis" },
            { value: "view", label: "Holdings only" },
          ]}
        />
      </div>
      <Switch
        label="Hide amounts"
        description="Shares of the whole only: no amounts, quantities or prices."
        checked={hideAmounts}
        onChange={(event) => setHideAmounts(event.currentTarget.checked)}
      />
      <div className={classes.pair}>
        <Select
          label="It ends after"
          allowDeselect={false}
          data={LIFETIMES}
          value={expiresIn}
          onChange={(value) => value && setExpiresIn(value as ShareLifetime)}
        />
        <PasswordInput
          label="Passphrase (optional)"
          placeholder="None"
          autoComplete="new-password"
          maxLength={256}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          error={wrong.get("passphrase")}
        />
      </div>
      <Button type="submit" loading={share.isPending}>
        Create link
      </Button>
    </form>
  );
}
