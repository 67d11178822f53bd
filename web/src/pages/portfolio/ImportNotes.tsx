import { useLocation, useNavigate } from "react-router";

import type { ErrorDetail, UploadIssue } from "../../api/types";
import { labelOf } from "../../format/labels";
import { plural } from "../../format/numbers";
import { Notice } from "../../ui/Notice";
import { IssueTable } from "../../upload/IssueTable";
import type { ImportedFrom } from "../../upload/UploadProvider";
import classes from "./ImportNotes.module.css";

interface ArrivedWith {
  imported?: ImportedFrom;
  saved?: readonly ErrorDetail[];
}

interface Note {
  title: string;
  intro: string;
  source: string;
  issues: readonly UploadIssue[];
}

function noteOf({ imported, saved }: ArrivedWith): Note | null {
  if (imported) {
    const { fileName, result, issues } = imported;
    const broker = result.broker ? ` Recognised as an export of ${labelOf(result.broker)}.` : "";
    return {
      title: `${plural(result.holdingCount, "holding")} read from ${fileName}`,
      intro: `${issues.length > 0 ? plural(issues.length, "note") : "Every line was understood"}.${broker}`,
      source: fileName,
      issues,
    };
  }
  if (!saved || saved.length === 0) return null;
  return {
    title: "Saved",
    intro: `${plural(saved.length, "note")} about what you typed.`,
    source: "your portfolio",
    issues: saved.map((detail) => ({
      severity: "warning",
      code: detail.code,
      message: detail.message,
      line: null,
      field: detail.field ?? null,
      suggestedFix: detail.suggestedFix ?? null,
    })),
  };
}

/** Straight after an upload or a save: what was read, and what gave reason to mention it. */
export function ImportNotes() {
  const { state, pathname } = useLocation();
  const navigate = useNavigate();
  const note = noteOf((state as ArrivedWith | null) ?? {});
  if (!note) return null;
  const { title, intro, source, issues } = note;
  return (
    <Notice
      tone={issues.length > 0 ? "attention" : "good"}
      title={title}
      onClose={() => void navigate(pathname, { replace: true })}
    >
      {issues.length === 0 ? (
        intro
      ) : (
        <details className={classes.details}>
          <summary>{intro}</summary>
          <IssueTable issues={issues} fileName={source} />
        </details>
      )}
    </Notice>
  );
}
