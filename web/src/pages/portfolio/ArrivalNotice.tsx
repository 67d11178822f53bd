import { useQuery, useQueryClient } from "@tanstack/react-query";

import { arrivalNoteQuery, dismissNote } from "../../api/arrivalNotes";
import { Notice } from "../../ui/Notice";
import { IssueTable } from "../../upload/IssueTable";
import classes from "./ArrivalNotice.module.css";

/** Straight after an upload or a save: what was read, and what gave reason to mention it. */
export function ArrivalNotice({ portfolioId }: { portfolioId: string }) {
  const client = useQueryClient();
  const { data: note } = useQuery(arrivalNoteQuery(portfolioId));
  if (!note) return null;
  const { title, text, source, issues } = note;
  return (
    <Notice
      tone={issues.length > 0 ? "attention" : "good"}
      title={title}
      onClose={() => dismissNote(client, portfolioId)}
    >
      {issues.length === 0 ? (
        text
      ) : (
        <details className={classes.details}>
          <summary>{text}</summary>
          <IssueTable issues={issues} fileName={source} />
        </details>
      )}
    </Notice>
  );
}
