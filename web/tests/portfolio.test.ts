import { expect, test } from "vitest";

import type { Asset } from "../src/api/types";
import { holdingRows, sortRows } from "../src/pages/portfolio/holdingsSort";

const asset = (symbol: string, dollarAmount: string, shares: string | null): Asset => ({
  symbol,
  name: symbol,
  assetType: "stock",
  allocationPercent: "0",
  dollarAmount,
  shares,
  avgPrice: null,
  costBasis: null,
  category: null,
  sector: null,
  region: null,
  expenseRatio: null,
  dividendYield: null,
  account: null,
  classificationSource: "given",
});

const ROWS = holdingRows(
  [asset("A", "9.00", null), asset("B", "100.00", "3"), asset("C", "20.00", "12")],
  [],
);

const symbols = (rows: typeof ROWS) => rows.map((r) => r.asset.symbol).join("");

test("holdings sort by their numbers, not their digits", () => {
  expect(symbols(sortRows(ROWS, { column: "weight", descending: true }))).toBe("BCA");
});

test("unknown figures stay last in both directions", () => {
  expect(symbols(sortRows(ROWS, { column: "shares", descending: true }))).toBe("CBA");
  expect(symbols(sortRows(ROWS, { column: "shares", descending: false }))).toBe("BCA");
});
