/** A portfolio while it is being typed: everything is text until it is sent. */
import type { Asset, AssetInput, AssetType, Portfolio, PortfolioInput } from "../../api/types";
import {
  type Scaled,
  asTyped,
  fromScaled,
  multiply,
  parseTyped,
  ratio,
  toCents,
  toScaled,
} from "../../format/decimal";

/** What a line's size is typed as. */
export type Basis = "amounts" | "percentages";

export interface DraftRow {
  id: number;
  symbol: string;
  name: string;
  /** "" lets EconLens work it out. */
  assetType: AssetType | "";
  amount: string;
  percent: string;
  shares: string;
  price: string;
  /** What this editor does not show but must not lose. */
  kept: Partial<AssetInput>;
}

export interface Draft {
  name: string;
  description: string;
  currency: string;
  basis: Basis;
  total: string;
  rows: readonly DraftRow[];
}

export type NumberField = "amount" | "percent" | "shares" | "price";

let lastId = 0;

export function emptyRow(): DraftRow {
  lastId += 1;
  return {
    id: lastId,
    symbol: "",
    name: "",
    assetType: "",
    amount: "",
    percent: "",
    shares: "",
    price: "",
    kept: {},
  };
}

export function emptyDraft(currency: string): Draft {
  return {
    name: "",
    description: "",
    currency,
    basis: "amounts",
    total: "10000",
    rows: [emptyRow(), emptyRow(), emptyRow()],
  };
}

/** Only what the user stated goes back as stated; the rest is looked up afresh. */
function keptOf(asset: Asset): Partial<AssetInput> {
  const { costBasis, expenseRatio, dividendYield, category, sector, region } = asset;
  const classes = asset.classificationSource === "given" ? { category, sector, region } : {};
  return { costBasis, expenseRatio, dividendYield, ...classes };
}

function rowOf(asset: Asset): DraftRow {
  return {
    ...emptyRow(),
    symbol: asset.symbol,
    name: asset.name,
    assetType: asset.assetType,
    amount: asTyped(asset.dollarAmount),
    percent: asTyped(asset.allocationPercent),
    shares: asTyped(asset.shares ?? ""),
    price: asTyped(asset.avgPrice ?? ""),
    kept: keptOf(asset),
  };
}

export function draftOf(portfolio: Portfolio): Draft {
  return {
    name: portfolio.name,
    description: portfolio.description,
    currency: portfolio.currency,
    basis: "amounts",
    total: asTyped(portfolio.totalValue),
    rows: portfolio.assets.length > 0 ? portfolio.assets.map(rowOf) : emptyDraft("").rows,
  };
}

export function isBlank(row: DraftRow): boolean {
  return [row.symbol, row.name, row.amount, row.percent, row.shares, row.price].every(
    (text) => text.trim() === "",
  );
}

function scaled(text: string): Scaled | null {
  const plain = parseTyped(text);
  return plain === null ? null : toScaled(plain);
}

const HUNDRED = toScaled("100");

/** The value of a line: typed, or shares × price, or its percentage of the total. */
export function amountOf(row: DraftRow, draft: Draft): Scaled | null {
  if (draft.basis === "percentages") {
    const [percent, total] = [scaled(row.percent), scaled(draft.total)];
    return percent === null || total === null ? null : toCents((percent * total) / HUNDRED);
  }
  if (row.amount.trim() !== "") return scaled(row.amount);
  const [shares, price] = [scaled(row.shares), scaled(row.price)];
  return shares === null || price === null ? null : toCents(multiply(shares, price));
}

export interface Totals {
  amount: Scaled;
  /** Sum of the typed percentages. */
  percent: Scaled;
  shareOf: (row: DraftRow) => number;
}

function sum(values: readonly (Scaled | null)[]): Scaled {
  return values.reduce<Scaled>((all, value) => all + (value ?? 0n), 0n);
}

export function totalsOf(draft: Draft): Totals {
  const amount = sum(draft.rows.map((row) => amountOf(row, draft)));
  return {
    amount,
    percent: sum(draft.rows.map((row) => scaled(row.percent))),
    shareOf: (row) => ratio(amountOf(row, draft) ?? 0n, amount),
  };
}

const TOLERANCE = toScaled("0.01");

export function addsUp(percent: Scaled): boolean {
  const off = percent - HUNDRED;
  return (off < 0n ? -off : off) <= TOLERANCE;
}

/** What must be typed differently before it can be sent, by field path; rows by their id. */
export function problemsOf(draft: Draft): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  if (!draft.name.trim()) problems.set("name", "Give the portfolio a name.");
  if (draft.basis === "percentages" && scaled(draft.total) === null)
    problems.set("total", "Write the total as a number; a round one is fine.");
  const sizes: readonly NumberField[] =
    draft.basis === "amounts" ? ["amount", "shares", "price"] : ["percent", "shares", "price"];
  for (const row of draft.rows.filter((r) => !isBlank(r))) {
    if (!row.symbol.trim()) problems.set(`${row.id}.symbol`, "Which holding is this?");
    for (const field of sizes) {
      if (row[field].trim() && scaled(row[field]) === null)
        problems.set(`${row.id}.${field}`, "Write a number such as 1250.50.");
    }
    if (amountOf(row, draft) === null && !problems.has(`${row.id}.${sizes[0]}`))
      problems.set(`${row.id}.${sizes[0]}`, "How much of it do you hold?");
  }
  return problems;
}

function decimalOrNull(text: string): string | null {
  return text.trim() ? parseTyped(text) : null;
}

/** Without what is not stated: thousands of holdings must fit into one request. */
function assetOf(row: DraftRow, draft: Draft): AssetInput {
  const amount = amountOf(row, draft);
  const stated = {
    ...row.kept,
    name: row.name.trim() || null,
    assetType: row.assetType || null,
    dollarAmount: amount === null ? null : fromScaled(amount),
    shares: decimalOrNull(row.shares),
    avgPrice: decimalOrNull(row.price),
    allocationPercent: draft.basis === "percentages" ? decimalOrNull(row.percent) : null,
  };
  const entries = Object.entries(stated).filter(([, value]) => value !== null);
  return { symbol: row.symbol.trim(), ...Object.fromEntries(entries) };
}

/** The request, and which row each of its assets came from. */
export function requestOf(draft: Draft): { body: PortfolioInput; rowIds: readonly number[] } {
  const rows = draft.rows.filter((row) => !isBlank(row));
  const body = {
    name: draft.name.trim(),
    description: draft.description.trim(),
    currency: draft.currency,
    assets: rows.map((row) => assetOf(row, draft)),
  };
  return { body, rowIds: rows.map((row) => row.id) };
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  dollarAmount: "amount",
  allocationPercent: "percent",
  avgPrice: "price",
};

/** The server's "assets[2].avgPrice" as the editor's "17.price". */
export function editorField(serverField: string, rowIds: readonly number[]): string {
  const match = /^assets\[(\d+)\](?:\.(\w+))?$/u.exec(serverField);
  const id = match ? rowIds[Number(match[1])] : undefined;
  if (!match || id === undefined) return serverField;
  const name = match[2] ?? "symbol";
  return `${id}.${FIELD_NAMES[name] ?? name}`;
}
