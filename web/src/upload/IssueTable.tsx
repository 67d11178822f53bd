import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useMemo } from "react";

import type { Severity, UploadIssue } from "../api/types";
import { plural } from "../format/numbers";
import classes from "./IssueTable.module.css";
import { issuesAsText, sortedIssues } from "./issues";

const SEVERITY_LABELS: Record<Severity, string> = {
  error: "Error",
  warning: "Warning",
  info: "Note",
};

const SHOWN = 200;
/** Says how many problems the server itself has not listed. */
const COUNT_OF_THE_REST = "MORE_ISSUES";

interface IssueTableProps {
  issues: readonly UploadIssue[];
  fileName: string;
}

/** What is wrong with a file, line by line, and what to do about each. */
export function IssueTable({ issues, fileName }: IssueTableProps) {
  const clipboard = useClipboard();
  const sorted = useMemo(() => sortedIssues(issues), [issues]);
  const found = sorted.filter(({ code }) => code !== COUNT_OF_THE_REST);
  const rest = sorted.find(({ code }) => code === COUNT_OF_THE_REST);
  return (
    <div className={classes.wrap}>
      <table className={classes.table}>
        <caption className="visuallyHidden">Problems found in {fileName}</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Problem</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, SHOWN).map((issue, index) => (
            // The rows never move, and two lines can have the same fault.
            // oxlint-disable-next-line react/no-array-index-key
            <IssueRow key={`${issue.line}-${issue.code}-${index}`} issue={issue} />
          ))}
        </tbody>
      </table>
      <div className={classes.foot}>
        <span>
          {found.length > SHOWN
            ? `The first ${SHOWN} of ${found.length}; the copy has all.`
            : plural(found.length, "finding")}{" "}
          {rest?.message}
        </span>
        <Button
          size="xs"
          variant="default"
          onClick={() => clipboard.copy(issuesAsText(fileName, sorted))}
        >
          {clipboard.copied ? "Copied" : "Copy as text"}
        </Button>
      </div>
    </div>
  );
}

function IssueRow({ issue }: { issue: UploadIssue }) {
  return (
    <tr>
      <td className={classes.line}>{issue.line ?? "–"}</td>
      <td>
        <span className={classes.severity} data-severity={issue.severity}>
          {SEVERITY_LABELS[issue.severity]}
        </span>
        {issue.field && <span className={classes.field}>{issue.field}</span>}
        <div>{issue.message}</div>
      </td>
      <td className={classes.fix}>{issue.suggestedFix}</td>
    </tr>
  );
}
