/** Read-only links: their owner's side, and the visitor's. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, publicApi, unwrap } from "./client";
import { ApiError } from "./errors";
import type { ShareInput } from "./types";

export const sharesQuery = (portfolioId: string) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "shares"],
    // Views are counted elsewhere: each look at the list is a fresh one.
    staleTime: 0,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/portfolios/{id}/shares", { signal, params: { path: { id: portfolioId } } }),
      ),
  });

export function useShare(portfolioId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ShareInput) =>
      unwrap(api.POST("/portfolios/{id}/share", { params: { path: { id: portfolioId } }, body })),
    onSuccess: () => client.invalidateQueries(sharesQuery(portfolioId)),
  });
}

export function useRevoke(portfolioId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (shareId: string) =>
      unwrap(api.DELETE("/shares/{id}", { params: { path: { id: shareId } } })),
    onSettled: () => client.invalidateQueries(sharesQuery(portfolioId)),
  });
}

/** Headers carry Latin letters only, hence the encoding, which the server undoes. */
function paramsFor(token: string, passphrase: string) {
  const header = passphrase ? { "X-Share-Passphrase": encodeURIComponent(passphrase) } : {};
  return { path: { token }, header };
}

// Every fetch counts as a view, so a page asks once and keeps the answer.
const ASK_ONCE = { staleTime: Infinity, refetchOnReconnect: false } as const;

export const sharedPortfolioQuery = (token: string, passphrase: string) =>
  queryOptions({
    queryKey: ["shared", token, passphrase],
    ...ASK_ONCE,
    queryFn: ({ signal }) =>
      unwrap(publicApi.GET("/shared/{token}", { signal, params: paramsFor(token, passphrase) })),
  });

export const sharedAnalysisQuery = (token: string, passphrase: string) =>
  queryOptions({
    queryKey: ["shared", token, passphrase, "analysis"],
    ...ASK_ONCE,
    queryFn: ({ signal }) =>
      unwrap(
        publicApi.GET("/shared/{token}/analysis", {
          signal,
          params: paramsFor(token, passphrase),
        }),
      ),
  });

/** Whether the link wants a passphrase, and whether one was tried already; null: neither. */
export function passphraseWanted(error: unknown): "first" | "again" | null {
  if (!(error instanceof ApiError) || error.status !== 401) return null;
  return error.code === "WRONG_PASSPHRASE" ? "again" : "first";
}

export function addressOf(token: string): string {
  return `${location.origin}/shared/${token}`;
}
