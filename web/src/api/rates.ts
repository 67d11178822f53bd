/** The reader's own rates of exchange. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import type { OwnRate } from "./types";

export const ratesQuery = queryOptions({
  queryKey: ["account", "rates"],
  queryFn: ({ signal }) => unwrap(api.GET("/user/rates", { signal })),
});

function pairOf({ fromCurrency, toCurrency }: OwnRate): string {
  return [fromCurrency, toCurrency].toSorted().join();
}

function samePair(a: OwnRate, b: OwnRate): boolean {
  return pairOf(a) === pairOf(b);
}

/** The server replaces the whole list, so a change is made to the list as it is now. */
function useChangeRates<T>(change: (rates: OwnRate[], change: T) => OwnRate[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (wanted: T) => {
      const { rates } = await unwrap(api.GET("/user/rates"));
      return unwrap(api.PUT("/user/rates", { body: { rates: change(rates, wanted) } }));
    },
    onSuccess: (rates) => client.setQueryData(ratesQuery.queryKey, rates),
  });
}

/** Takes the place of an earlier rate for the same two currencies. */
export function useSaveRate() {
  return useChangeRates<OwnRate>((rates, rate) => [
    ...rates.filter((other) => !samePair(other, rate)),
    rate,
  ]);
}

export function useForgetRate() {
  return useChangeRates<OwnRate>((rates, rate) => rates.filter((other) => !samePair(other, rate)));
}
