/** Words for the enum values of the contract. */
import type { AssetType, ClassificationSource, Level } from "../api/types";

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
