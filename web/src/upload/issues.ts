/** Order and plain text of what was found in a file. */
import type { Severity, UploadIssue } from "../api/types";

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Errors first, then by line; what concerns the whole file leads its group. */
export function sortedIssues(issues: readonly UploadIssue[]): readonly UploadIssue[] {
  return issues.toSorted(
    (a, b) => RANK[a.severity] - RANK[b.severity] || (a.line ?? 0) - (b.line ?? 0),
  );
}

/** To paste into a message to whoever made the file. */
export function issuesAsText(fileName: string, issues: readonly UploadIssue[]): string {
  const lines = issues.map((issue) => {
    const where = issue.line === null ? "file" : `line ${issue.line}`;
    const fix = issue.suggestedFix ? ` → ${issue.suggestedFix}` : "";
    return `${where}: ${issue.severity}: ${issue.message}${fix}`;
  });
  return [fileName, ...lines].join("\n");
}
