import { Alert } from "@mantine/core";
import { useLocation, useNavigate } from "react-router";

import { labelOf } from "../../format/labels";
import { plural } from "../../format/numbers";
import { IssueTable } from "../../upload/IssueTable";
import type { ImportedFrom } from "../../upload/UploadProvider";
import classes from "./ImportNotes.module.css";

function origin({ broker }: ImportedFrom["result"]): string {
  return broker ? ` It was recognised as an export of ${labelOf(broker)}.` : "";
}

/** Straight after an upload: what was read, and what the file gave reason to mention. */
export function ImportNotes() {
  const { state, pathname } = useLocation();
  const navigate = useNavigate();
  const imported = (state as { imported?: ImportedFrom } | null)?.imported;
  if (!imported) return null;
  const { fileName, result, issues } = imported;
  return (
    <Alert
      color={issues.length > 0 ? "yellow" : "teal"}
      variant="light"
      title={`${plural(result.holdingCount, "holding")} read from ${fileName}`}
      withCloseButton
      closeButtonLabel="Hide these notes"
      onClose={() => void navigate(pathname, { replace: true })}
    >
      {issues.length === 0 ? (
        <>Every line was understood.{origin(result)}</>
      ) : (
        <details className={classes.details}>
          <summary>
            {plural(issues.length, "note")} about the file.{origin(result)}
          </summary>
          <IssueTable issues={issues} fileName={fileName} />
        </details>
      )}
    </Alert>
  );
}
