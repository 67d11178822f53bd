/** Portfolios side by side: asked for by POST, but nothing is changed. */
import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "./client";

export const FEWEST = 2;
export const MOST = 10;

export const comparisonQuery = (portfolioIds: readonly string[]) =>
  queryOptions({
    queryKey: ["portfolio", "comparison", portfolioIds],
    enabled: portfolioIds.length >= FEWEST,
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/portfolios/compare", { signal, body: { portfolioIds: [...portfolioIds] } }),
      ),
  });

export const choicesQuery = queryOptions({
  queryKey: ["portfolios", "choices"],
  queryFn: ({ signal }) =>
    unwrap(
      api.GET("/portfolios", {
        signal,
        params: { query: { limit: 100, sortBy: "name", sortOrder: "asc" } },
      }),
    ),
});
