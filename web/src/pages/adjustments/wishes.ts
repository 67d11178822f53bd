/** What the reader wants of the adjustments, as the form holds it, and as the request says it. */
import type {
  Asset,
  Exposure,
  Portfolio,
  Profile,
  RebalanceInput,
  RiskTolerance,
  TargetKind,
} from "../../api/types";

export type LimitKey = "position" | "sector" | "region" | "category";
export type CashDirection = "none" | "invest" | "withdraw";

/** Weights in tenths of a percent, so that their sum is exact. */
export type Weights = Readonly<Record<string, number>>;
export const WHOLE = 1000;

export interface Wishes {
  target: TargetKind;
  riskTolerance: RiskTolerance;
  byHolding: Weights;
  byCategory: Weights;
  /** Fractions; null: no limit. */
  limits: Readonly<Record<LimitKey, number | null>>;
  absoluteBand: number;
  relativeBand: number;
  minimumTrade: string;
  wholeShares: boolean;
  buyOnly: boolean;
  cashDirection: CashDirection;
  cashAmount: string;
  neverSell: readonly string[];
  costPerTrade: string;
  costRate: number;
}

/** Rounds so that the sum stays whole: what rounding leaves over goes to the largest. */
export function wholeWeights(shares: readonly (readonly [key: string, share: number])[]): Weights {
  const sum = shares.reduce((all, [, share]) => all + Math.max(0, share), 0);
  if (sum <= 0) return {};
  const rounded = shares.map(
    ([key, share]) => [key, Math.round((WHOLE * Math.max(0, share)) / sum)] as const,
  );
  const left = WHOLE - rounded.reduce((all, [, tenths]) => all + tenths, 0);
  const [largest] = shares.toSorted((a, b) => b[1] - a[1]);
  return Object.fromEntries(
    rounded.map(([key, tenths]) => [key, key === largest?.[0] ? tenths + left : tenths]),
  );
}

export function sumOf(weights: Weights): number {
  return Object.values(weights).reduce((sum, tenths) => sum + tenths, 0);
}

function sharesBySymbol(assets: readonly Asset[]): readonly (readonly [string, number])[] {
  const shares = new Map<string, number>();
  for (const { symbol, dollarAmount } of assets) {
    shares.set(symbol, (shares.get(symbol) ?? 0) + Number(dollarAmount));
  }
  return [...shares].toSorted((a, b) => b[1] - a[1]);
}

/** The reader's preferences, and the weights as they are held now. */
export function firstWishes(
  { preferences, riskTolerance }: Profile,
  portfolio: Portfolio,
  categories: readonly Exposure[],
): Wishes {
  const { rebalancing, thresholds } = preferences;
  const classified = categories.filter(({ key }) => key !== "unclassified");
  return {
    target: rebalancing.target,
    riskTolerance,
    byHolding: wholeWeights(sharesBySymbol(portfolio.assets)),
    byCategory: wholeWeights(classified.map(({ key, weight }) => [key, weight] as const)),
    limits: {
      position: thresholds.largestPosition.highAbove,
      sector: thresholds.sector.highAbove,
      region: null,
      category: null,
    },
    absoluteBand: rebalancing.absoluteBand,
    relativeBand: rebalancing.relativeBand,
    minimumTrade: String(rebalancing.minimumTrade),
    wholeShares: rebalancing.wholeShares,
    buyOnly: rebalancing.buyOnly,
    cashDirection: "none",
    cashAmount: "",
    neverSell: [],
    costPerTrade: "0",
    costRate: 0,
  };
}

/** The weights that the target asks for; null where it asks for none. */
export function weightsOf({ target, byHolding, byCategory }: Wishes): Weights | null {
  if (target === "holding_weights") return byHolding;
  return target === "category_weights" ? byCategory : null;
}

function asFractions(weights: Weights | null): Record<string, number> {
  const positive = Object.entries(weights ?? {}).filter(([, tenths]) => tenths > 0);
  return Object.fromEntries(positive.map(([key, tenths]) => [key, tenths / WHOLE]));
}

function cashFlowOf({ cashDirection, cashAmount }: Wishes): string {
  if (cashDirection === "none" || cashAmount === "") return "0";
  return cashDirection === "withdraw" ? `-${cashAmount}` : cashAmount;
}

export function requestOf(wishes: Wishes): RebalanceInput {
  return {
    target: wishes.target,
    riskTolerance: wishes.riskTolerance,
    weights: asFractions(weightsOf(wishes)),
    limits: wishes.limits,
    bands: { absolute: wishes.absoluteBand, relative: wishes.relativeBand },
    minimumTrade: wishes.minimumTrade,
    wholeShares: wishes.wholeShares,
    buyOnly: wishes.buyOnly,
    cashFlow: cashFlowOf(wishes),
    neverSell: [...wishes.neverSell],
    costs: { perTrade: wishes.costPerTrade || "0", rate: String(wishes.costRate) },
  };
}
