/** The limits a reader can set, in the order and the words of the page. */
import type { RiskThresholds } from "../../api/types";

export type BandKey = Exclude<keyof RiskThresholds, "riskShareOverWeight">;

export interface BandChoice {
  key: BandKey;
  label: string;
  hint: string;
  /** Where the slider ends. */
  max: number;
  isShare: boolean;
}

export const BAND_CHOICES: readonly BandChoice[] = [
  {
    key: "largestPosition",
    label: "Largest single position",
    hint: "One company’s share of the whole. Broad funds do not count.",
    max: 0.5,
    isShare: true,
  },
  {
    key: "sector",
    label: "Largest sector",
    hint: "With funds looked through.",
    max: 1,
    isShare: true,
  },
  { key: "homeBias", label: "Home bias", hint: "The share in one country.", max: 1, isShare: true },
  {
    key: "illiquid",
    label: "Hard to sell",
    hint: "Property, options and the like.",
    max: 1,
    isShare: true,
  },
  {
    key: "highYield",
    label: "High-yield bonds",
    hint: "Bonds of issuers that may not pay.",
    max: 1,
    isShare: true,
  },
  {
    key: "hhi",
    label: "Concentration index (HHI)",
    hint: "0 is spread evenly over very many, 1 is everything in one.",
    max: 1,
    isShare: false,
  },
];

/** What the server begins with; a test compares the two. */
export const DEFAULT_THRESHOLDS: RiskThresholds = {
  hhi: { moderateAbove: 0.2, highAbove: 0.4 },
  largestPosition: { moderateAbove: 0.05, highAbove: 0.1 },
  sector: { moderateAbove: 0.25, highAbove: 0.4 },
  homeBias: { moderateAbove: 0.7, highAbove: 0.85 },
  illiquid: { moderateAbove: 0.1, highAbove: 0.25 },
  highYield: { moderateAbove: 0.1, highAbove: 0.25 },
  riskShareOverWeight: 2,
};

/** Key by key: the order in which the server writes them does not count. */
export function sameThresholds(a: RiskThresholds, b: RiskThresholds): boolean {
  const bandsAgree = BAND_CHOICES.every(
    ({ key }) =>
      a[key].moderateAbove === b[key].moderateAbove && a[key].highAbove === b[key].highAbove,
  );
  return bandsAgree && a.riskShareOverWeight === b.riskShareOverWeight;
}
