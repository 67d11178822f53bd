/** The trades as rows for a sheet: plain numbers, so that every program reads them. */
import type { RebalancePlan } from "../../api/types";

const TITLES = [
  "Side",
  "Symbol",
  "Name",
  "Shares",
  "Price",
  "Amount",
  "Currency",
  "Cost",
  "Weight before %",
  "Weight after %",
  "Reason",
];

function percent(fraction: number): string {
  return (fraction * 100).toFixed(2);
}

export function tradeRows({ adjustments, currency }: RebalancePlan): string[][] {
  return [
    TITLES,
    ...adjustments.map((trade) => [
      trade.side,
      trade.symbol,
      trade.name,
      trade.shares ?? "",
      trade.price ?? "",
      trade.amount,
      currency,
      trade.cost,
      percent(trade.weightBefore),
      percent(trade.weightAfter),
      trade.reason,
    ]),
  ];
}

export function fileNameOf(portfolioName: string): string {
  const plain = portfolioName.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-");
  return `${plain.replaceAll(/^-|-$/gu, "") || "portfolio"}-suggested-adjustments.csv`;
}
