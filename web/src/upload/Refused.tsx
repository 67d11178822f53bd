import { Button } from "@mantine/core";

import { plural } from "../format/numbers";
import { IssueTable } from "./IssueTable";
import { RateForm } from "./RateForm";
import classes from "./UploadModal.module.css";
import type { UploadState } from "./uploadState";
import type { UploadJob } from "./useUploadJob";

interface RefusedProps {
  state: Extract<UploadState, { step: "refused" }>;
  job: UploadJob;
}

/** What is wrong line by line; a missing rate of exchange can be given on the spot. */
export function Refused({ state: { fileName, status }, job }: RefusedProps) {
  const { issues, fileKeptUntil, mode, accounts } = status;
  const lacksRate = fileKeptUntil !== null && issues.some(({ code }) => code === "RATE_UNKNOWN");
  const listed = plural(issues.filter((i) => i.severity === "error").length, "problem");
  const isCut = issues.some(({ code }) => code === "MORE_ISSUES");
  return (
    <>
      <p className={classes.text}>
        <strong className={classes.file}>{fileName}</strong> was not stored:{" "}
        {isCut ? `more than ${listed}` : listed} must be put right first.{" "}
        {lacksRate ? "" : "Correct the file and drop it again."}
      </p>
      <IssueTable issues={issues} fileName={fileName} />
      {lacksRate && (
        <RateForm onSaved={() => job.readWith({ mode, accounts, mapping: null })}>
          Save the rate and read the file again
        </RateForm>
      )}
      <div className={classes.actions}>
        <Button variant={lacksRate ? "default" : "filled"} onClick={job.dismiss}>
          Close
        </Button>
      </div>
    </>
  );
}
