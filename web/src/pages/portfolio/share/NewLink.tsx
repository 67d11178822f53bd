import { Button, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";

import { addressOf } from "../../../api/shares";
import type { ShareCreated } from "../../../api/types";
import { Notice } from "../../../ui/Notice";
import classes from "./share.module.css";
import { howLong, whatItShows } from "./shareWords";

interface NewLinkProps {
  created: ShareCreated;
  onAnother: () => void;
}

/** The one time that the link itself is there to be copied. */
export function NewLink({ created, onAnother }: NewLinkProps) {
  const clipboard = useClipboard();
  const address = addressOf(created.token);
  const { share } = created;
  return (
    <div className={classes.form}>
      <Notice tone="good" title="Your link is ready: copy it now">
        It is shown this once. EconLens keeps only its fingerprint and cannot show it again.
        {share.hasPassphrase && " Send the passphrase by another way than the link."}
      </Notice>
      <div className={classes.copy}>
        <TextInput
          aria-label="The link"
          readOnly
          data-autofocus
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onClick={() => clipboard.copy(address)}>
          {clipboard.copied ? "Copied" : "Copy link"}
        </Button>
      </div>
      <p className={classes.lead}>
        {whatItShows(share)} · {howLong(share)}
      </p>
      <Button variant="default" onClick={onAnother}>
        Make another link
      </Button>
    </div>
  );
}
