/** Every read and write of the app, with the cache keys they share. */
import {
  type QueryClient,
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";

import { api, unwrap } from "./client";
import { toApiError } from "./errors";
import type { Portfolio, PortfolioInput, PortfolioSaved } from "./types";

export type PortfolioSort = "updated_at" | "created_at" | "name" | "total_value";

const PAGE_SIZE = 48;

/** Somewhere else to sign in, when this host has it set up. Without url: on Cognito's domain. */
export interface SignInProvider {
  id: string;
  name: string;
  url?: string;
}

export interface AppConfig {
  demo: { email: string; password: string } | null;
  host: "local" | "aws";
  providers?: SignInProvider[];
  /** On AWS only. */
  signInDomain?: string;
  clientId?: string;
}

export const configQuery = queryOptions({
  queryKey: ["config"],
  staleTime: Infinity,
  queryFn: async (): Promise<AppConfig> => {
    const answer = await fetch("/config.json");
    if (!answer.ok) return { demo: null, host: "local" };
    return (await answer.json()) as AppConfig;
  },
});

export const portfoliosQuery = (sortBy: PortfolioSort) =>
  infiniteQueryOptions({
    queryKey: ["portfolios", sortBy],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/portfolios", {
          signal,
          params: {
            query: {
              limit: PAGE_SIZE,
              offset: pageParam,
              sortBy,
              sortOrder: sortBy === "name" ? "asc" : "desc",
            },
          },
        }),
      ),
    getNextPageParam: ({ pagination }) =>
      pagination.hasMore ? pagination.offset + pagination.limit : undefined,
  });

export interface VersionedPortfolio {
  portfolio: Portfolio;
  etag: string;
}

export const portfolioQuery = (id: string) =>
  queryOptions({
    queryKey: ["portfolio", id],
    queryFn: async ({ signal }): Promise<VersionedPortfolio> => {
      const answer = await api.GET("/portfolios/{id}", { signal, params: { path: { id } } });
      if (!answer.data) throw toApiError(answer.response, answer.error);
      const etag = answer.response.headers.get("ETag") ?? `"${answer.data.version}"`;
      return { portfolio: answer.data, etag };
    },
  });

export const analysisQuery = (id: string) =>
  queryOptions({
    queryKey: ["portfolio", id, "analysis"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/portfolios/{id}/analysis", { signal, params: { path: { id } } })),
  });

/** After anything that changes holdings: the list and the portfolios are fetched again. */
export async function forgetPortfolios(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["portfolios"] }),
    client.invalidateQueries({ queryKey: ["portfolio"] }),
  ]);
}

export function useLoadSamples() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/portfolios/samples")),
    onSuccess: () => forgetPortfolios(client),
  });
}

/** onSaved runs even if the refetch after a save has replaced the form that asked for it. */
export function useSavePortfolio(
  existing: { id: string; etag: string } | null,
  onSaved: (saved: PortfolioSaved) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PortfolioInput) =>
      existing
        ? unwrap(
            api.PUT("/portfolios/{id}", {
              params: { path: { id: existing.id }, header: { "If-Match": existing.etag } },
              body,
            }),
          )
        : unwrap(api.POST("/portfolios", { body })),
    onSuccess: (saved) => {
      onSaved(saved);
      return forgetPortfolios(client);
    },
  });
}

export function deletePortfolio(id: string, etag: string) {
  return unwrap(
    api.DELETE("/portfolios/{id}", { params: { path: { id }, header: { "If-Match": etag } } }),
  );
}
