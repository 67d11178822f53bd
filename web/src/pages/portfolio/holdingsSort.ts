/** Rows of the holdings table and their order. */
import type { Asset, PositionRisk } from "../../api/types";

/** A holding as its owner sees it, or as a link shows it: perhaps without amounts. */
export type ShownAsset = Omit<Asset, "account" | "dollarAmount"> & {
  account?: string | null;
  dollarAmount: string | null;
};

export interface HoldingRow {
  key: string;
  asset: ShownAsset;
  shareOfRisk: number | null;
}

export type SortColumn = "symbol" | "type" | "weight" | "shares" | "risk";

export interface Sort {
  column: SortColumn;
  descending: boolean;
}

/** A symbol held in two accounts is two rows; its risk is known for both together only. */
export function holdingRows(
  assets: readonly ShownAsset[],
  positions: readonly PositionRisk[],
): HoldingRow[] {
  const risk = new Map(positions.map((p) => [p.symbol, p.shareOfRisk]));
  return assets.map((asset, index) => ({
    key: `${asset.symbol}-${index}`,
    asset,
    shareOfRisk: risk.get(asset.symbol) ?? null,
  }));
}

function value({ asset, shareOfRisk }: HoldingRow, column: SortColumn): string | number | null {
  switch (column) {
    case "symbol":
      return asset.symbol;
    case "type":
      return asset.assetType;
    case "weight":
      return Number(asset.dollarAmount ?? asset.allocationPercent);
    case "shares":
      return asset.shares === null ? null : Number(asset.shares);
    case "risk":
      return shareOfRisk;
  }
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b));
}

/** Sorted copy; what is unknown stays last in both directions. */
export function sortRows(rows: readonly HoldingRow[], { column, descending }: Sort): HoldingRow[] {
  return rows.toSorted((rowA, rowB) => {
    const [a, b] = [value(rowA, column), value(rowB, column)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}
