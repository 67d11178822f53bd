/** Suggested adjustments: asked for by POST, since the wishes are long, but nothing is changed. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import type { RebalanceInput } from "./types";

export const adjustmentsQuery = (portfolioId: string, body: RebalanceInput) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "adjustments", body],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/portfolios/{id}/rebalance", {
          signal,
          params: { path: { id: portfolioId } },
          body,
        }),
      ),
  });
