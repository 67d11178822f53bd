import { Button, CopyButton } from "@mantine/core";

import { describeError } from "../api/errors";
import classes from "./ErrorPanel.module.css";
import { Notice } from "./Notice";

interface ErrorPanelProps {
  error: unknown;
  retry?: () => void;
  /** Further problems that belong to no field of the form. */
  also?: readonly string[];
}

/** An error where its content would have been: what happened, what to do, and a retry if it helps. */
export function ErrorPanel({ error, retry, also }: ErrorPanelProps) {
  const { title, message, canRetry, requestId } = describeError(error);
  return (
    <Notice tone="problem" title={title}>
      <p className={classes.text}>{message}</p>
      {also && also.length > 0 && (
        <ul className={classes.list}>
          {also.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <div className={classes.actions}>
        {retry && canRetry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
        {requestId && canRetry && <CopyRequestId id={requestId} />}
      </div>
    </Notice>
  );
}

function CopyRequestId({ id }: { id: string }) {
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <Button size="xs" variant="subtle" color="gray" onClick={copy}>
          {copied ? "Copied" : "Copy request number"}
        </Button>
      )}
    </CopyButton>
  );
}
