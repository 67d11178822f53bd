/** What a column can be, in words; the keys are those of the contract. */
import type { ColumnMeaning, FileColumn, FileMapping } from "../api/types";

export const MEANINGS: Record<ColumnMeaning, string> = {
  Symbol: "Symbol",
  Name: "Name",
  Shares: "Number of shares",
  Price: "Price of one",
  "Dollar Amount": "Value",
  Currency: "Currency",
  ISIN: "ISIN",
  "CUSIP or WKN": "CUSIP or WKN",
  "Avg Price": "Price paid for one",
  "Cost Basis": "Price paid for all",
  "Asset Type": "Kind of asset",
  Account: "Account",
  Portfolio: "Portfolio",
  Exchange: "Exchange",
  Date: "Date",
  "Transaction Type": "Kind of transaction",
};

export const NOT_READ = "";

export type Meanings = Readonly<Record<number, ColumnMeaning | typeof NOT_READ>>;

export function guessesOf(columns: readonly FileColumn[]): Meanings {
  return Object.fromEntries(columns.map(({ index, guess }) => [index, guess ?? NOT_READ]));
}

/** What a file cannot do without, or null. The server knows better; this spares a round. */
export function whatLacks(meanings: Meanings): string | null {
  const chosen = new Set(Object.values(meanings));
  const has = (...wanted: ColumnMeaning[]) => wanted.some((meaning) => chosen.has(meaning));
  if (!has("Symbol", "ISIN", "CUSIP or WKN", "Name")) return "Say which column names the holding.";
  if (!has("Dollar Amount", "Shares")) return "Say which column has the value, or the shares.";
  return null;
}

export function mappingOf(
  meanings: Meanings,
  decimalSign: "." | "," | null,
  currency: string | null,
): FileMapping {
  const columns = Object.entries(meanings).flatMap(([index, meaning]) =>
    meaning === NOT_READ ? [] : [{ index: Number(index), meaning }],
  );
  return { columns, decimalSign, currency };
}
