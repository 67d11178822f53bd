/**
 * What a portfolio page has to say about the file or form it just came from. Kept in the query cache:
 * gone after a reload and with the session, and not in the address bar's history, which has limits.
 */
import { type QueryClient, queryOptions } from "@tanstack/react-query";

import type { UploadIssue } from "./types";

export interface ArrivalNote {
  title: string;
  text: string;
  /** The file's name, or what else the issues are about. */
  source: string;
  issues: readonly UploadIssue[];
}

export const arrivalNoteQuery = (portfolioId: string) =>
  queryOptions<ArrivalNote | null>({
    queryKey: ["arrivalNote", portfolioId],
    enabled: false,
    queryFn: () => null,
  });

export function leaveNote(client: QueryClient, portfolioId: string, note: ArrivalNote): void {
  client.setQueryData(arrivalNoteQuery(portfolioId).queryKey, note);
}

export function dismissNote(client: QueryClient, portfolioId: string): void {
  client.setQueryData(arrivalNoteQuery(portfolioId).queryKey, null);
}
