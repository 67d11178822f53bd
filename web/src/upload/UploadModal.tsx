import { Button, Modal, Progress } from "@mantine/core";
import { Link } from "react-router";

import { formatBytes, plural } from "../format/numbers";
import { IssueTable } from "./IssueTable";
import { MappingForm } from "./MappingForm";
import { Preview } from "./Preview";
import { Refused } from "./Refused";
import classes from "./UploadModal.module.css";
import type { UploadState } from "./uploadState";
import type { UploadJob } from "./useUploadJob";

const TITLES: Record<UploadState["step"], string> = {
  idle: "",
  sending: "Sending your file",
  processing: "Reading your holdings",
  mapping: "What is in these columns?",
  preview: "Look before it is stored",
  completed: "Your file has been read",
  refused: "This file needs a correction",
  broken: "This file could not be uploaded",
};

const WIDE: ReadonlySet<UploadState["step"]> = new Set(["mapping", "preview", "refused"]);
const CLOSED_BY_BUTTON: ReadonlySet<UploadState["step"]> = new Set([
  "sending",
  "processing",
  "mapping",
  "preview",
]);

export function UploadModal({ job }: { job: UploadJob }) {
  const { step } = job.state;
  const busy = step === "sending" || step === "processing";
  return (
    <Modal
      opened={step !== "idle"}
      onClose={job.dismiss}
      title={TITLES[step]}
      closeOnClickOutside={!CLOSED_BY_BUTTON.has(step)}
      closeButtonProps={{ "aria-label": busy ? "Cancel the upload" : "Close" }}
      size={WIDE.has(step) ? "xl" : "md"}
      centered
    >
      <UploadBody job={job} />
    </Modal>
  );
}

function UploadBody({ job }: { job: UploadJob }) {
  const { state } = job;
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
    case "mapping":
      return <MappingForm state={state} job={job} />;
    case "preview":
      return <Preview state={state} job={job} />;
    case "completed":
      return <Several state={state} onClose={job.dismiss} />;
    case "refused":
      return <Refused state={state} job={job} />;
    case "broken":
      return (
        <>
          <p className={classes.text} role="alert">
            <strong className={classes.file}>{state.fileName}</strong>
            <br />
            {state.message}
          </p>
          <div className={classes.actions}>
            <Button variant="default" onClick={job.dismiss}>
              Close
            </Button>
            {state.canRetry && <Button onClick={job.retry}>Try again</Button>}
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
