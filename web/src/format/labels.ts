/** Words for the enum values of the contract. */
import type { AssetType, ClassificationSource, Level, TargetKind } from "../api/types";

export const ASSET_TYPE_LABELS: Record<AssetType, string> = {
  stock: "Stock",
  etf: "ETF",
  mutual_fund: "Mutual fund",
  bond: "Bond",
  reit: "REIT",
  commodity: "Commodity",
  cash: "Cash",
  crypto: "Crypto",
  option: "Option",
  other: "Other",
};

export const LEVEL_LABELS: Record<Level, string> = {
  low: "Low",
  moderate: "Moderate",
  high: "High",
};

export const SOURCE_LABELS: Record<ClassificationSource, { short: string; long: string }> = {
  given: { short: "Yours", long: "Stated in your file or typed in by you" },
  reference: { short: "Known", long: "Found in the EconLens reference table" },
  inferred: { short: "Inferred", long: "Worked out from the holding's name: worth a check" },
  unknown: { short: "Unknown", long: "Not recognised: edit the portfolio to classify it" },
};

const INITIALS = new Set(["us", "etf", "reit"]);

/** "us_large_cap" → "US large cap" */
export function labelOf(key: string): string {
  const words = key.split("_").map((word) => (INITIALS.has(word) ? word.toUpperCase() : word));
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What suggested adjustments can aim at. */
export const TARGET_LABELS: Record<TargetKind, { name: string; meaning: string }> = {
  within_limits: {
    name: "Only what is over a limit",
    meaning:
      "Reduces what breaks a limit. What that frees goes to your other holdings, in proportion.",
  },
  risk_tolerance: {
    name: "A model for a risk tolerance",
    meaning: "Moves the categories towards a model portfolio.",
  },
  equal_weight: {
    name: "The same weight for each holding",
    meaning: "Every holding counts the same.",
  },
  minimum_variance: {
    name: "The least volatility",
    meaning: "The weights with the lowest estimated volatility.",
  },
  risk_parity: {
    name: "The same risk from each holding",
    meaning: "Every holding adds the same to the estimated risk.",
  },
  holding_weights: {
    name: "My own weights by holding",
    meaning: "You state a weight for each holding.",
  },
  category_weights: {
    name: "My own weights by category",
    meaning: "You state a weight for each category.",
  },
};
