import { Button, Modal, Progress } from "@mantine/core";
import { Link } from "react-router";

import { formatBytes, plural } from "../format/numbers";
import { IssueTable } from "./IssueTable";
import classes from "./UploadModal.module.css";
import type { UploadState } from "./uploadState";

interface UploadModalProps {
  state: UploadState;
  onRetry: () => void;
  onClose: () => void;
}

const TITLES: Record<UploadState["step"], string> = {
  idle: "",
  sending: "Sending your file",
  processing: "Reading your holdings",
  completed: "Your file has been read",
  refused: "This file needs a correction",
  broken: "This file could not be uploaded",
};

export function UploadModal({ state, onRetry, onClose }: UploadModalProps) {
  const busy = state.step === "sending" || state.step === "processing";
  return (
    <Modal
      opened={state.step !== "idle"}
      onClose={onClose}
      title={TITLES[state.step]}
      closeOnClickOutside={!busy}
      closeButtonProps={{ "aria-label": busy ? "Cancel the upload" : "Close" }}
      size={state.step === "refused" ? "xl" : "md"}
      centered
      classNames={{ title: classes.title }}
    >
      <UploadBody state={state} onRetry={onRetry} onClose={onClose} />
    </Modal>
  );
}

function UploadBody({ state, onRetry, onClose }: UploadModalProps) {
  switch (state.step) {
    case "idle":
      return null;
    case "sending":
      return (
        <Stage
          fileName={state.fileName}
          percent={(100 * state.sentBytes) / state.totalBytes}
          caption={`${formatBytes(state.sentBytes)} of ${formatBytes(state.totalBytes)} sent`}
        />
      );
    case "processing":
      return (
        <Stage
          fileName={state.fileName}
          percent={state.percent}
          caption="Recognising columns, checking every line, classifying holdings…"
        />
      );
    case "completed":
      return <Several state={state} onClose={onClose} />;
    case "refused":
      return (
        <>
          <p className={classes.text}>
            <strong className={classes.file}>{state.fileName}</strong> was not stored:{" "}
            {plural(state.issues.filter((i) => i.severity === "error").length, "problem")} must be
            put right first. Correct the file and drop it again.
          </p>
          <IssueTable issues={state.issues} fileName={state.fileName} />
          <div className={classes.actions}>
            <Button onClick={onClose}>Close</Button>
          </div>
        </>
      );
    case "broken":
      return (
        <>
          <p className={classes.text} role="alert">
            <strong className={classes.file}>{state.fileName}</strong>
            <br />
            {state.message}
          </p>
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            {state.canRetry && <Button onClick={onRetry}>Try again</Button>}
          </div>
        </>
      );
  }
}

function Stage(props: { fileName: string; percent: number; caption: string }) {
  return (
    <div className={classes.stage}>
      <strong className={classes.file}>{props.fileName}</strong>
      <Progress
        value={props.percent}
        size="lg"
        radius="xl"
        transitionDuration={200}
        aria-label={props.caption}
      />
      <span className={classes.caption} aria-live="polite">
        {props.caption}
      </span>
    </div>
  );
}

/** One file can hold several accounts, each its own portfolio. */
function Several(props: {
  state: Extract<UploadState, { step: "completed" }>;
  onClose: () => void;
}) {
  const { result, issues, fileName } = props.state;
  return (
    <>
      <p className={classes.text}>
        {plural(result.holdingCount, "holding")} in{" "}
        {plural(result.portfolioIds.length, "portfolio")}, now in your list.
      </p>
      {issues.length > 0 && (
        <details>
          <summary>{plural(issues.length, "note")} about the file</summary>
          <IssueTable issues={issues} fileName={fileName} />
        </details>
      )}
      <div className={classes.actions}>
        <Button component={Link} to="/" onClick={props.onClose}>
          Show them
        </Button>
      </div>
    </>
  );
}
