/** Answers as the server gives them. `satisfies` checks them here, the schemas check them again. */
import type { Analysis, Measure, PortfolioList, UploadStatus } from "../src/api/types";

const VOLATILITY = {
  value: 0.118,
  unit: "fraction_per_year",
  basis: "asset_class",
  explanation: "In two years of three, the value should stay within 11.8% of where it began.",
  level: null,
  band: null,
  covered: 0.98,
} satisfies Measure;

const MONTH_LOSS = {
  ...VOLATILITY,
  value: 0.056,
  unit: "fraction",
  explanation: "In one month out of twenty the loss should be more than 5.6 %.",
} satisfies Measure;

const PRICED_LOSS = { ...MONTH_LOSS, value: 0.071, basis: "prices", covered: 0.6 } satisfies Measure;

const LARGEST_POSITION = {
  value: 0.1863,
  unit: "fraction",
  basis: "weights",
  explanation: "BRK.B is the largest single security.",
  level: "high",
  band: { moderateAbove: 0.05, highAbove: 0.1 },
  covered: 1,
} satisfies Measure;

export const ANALYSIS = {
  currency: "USD",
  totalValue: "53737.17",
  holdingCount: 6,
  score: {
    value: 6.4,
    level: "moderate",
    parts: [
      {
        key: "volatility",
        label: "Volatility",
        points: 5.2,
        maxPoints: 10,
        explanation: "More bonds or cash would lower it.",
      },
    ],
    riskTolerance: "moderate",
    limit: 7,
    withinLimit: true,
    summary: "Moderate risk.",
  },
  concentration: {
    hhi: LARGEST_POSITION,
    effectiveHoldings: LARGEST_POSITION,
    hhiLookedThrough: LARGEST_POSITION,
    effectiveHoldingsLookedThrough: LARGEST_POSITION,
    dojFtcLevel: "low",
    largestPosition: LARGEST_POSITION,
  },
  diversification: {
    largestSector: LARGEST_POSITION,
    sectorDistance: LARGEST_POSITION,
    homeBias: LARGEST_POSITION,
    assetTypeEvenness: LARGEST_POSITION,
    categoryEvenness: LARGEST_POSITION,
    regionEvenness: LARGEST_POSITION,
    bondShare: LARGEST_POSITION,
    highYieldShare: LARGEST_POSITION,
    illiquidShare: LARGEST_POSITION,
    marketOverlap: LARGEST_POSITION,
    activeShare: LARGEST_POSITION,
  },
  risk: {
    annualVolatility: VOLATILITY,
    diversificationRatio: VOLATILITY,
    valueAtRisk: MONTH_LOSS,
    conditionalValueAtRisk: MONTH_LOSS,
    maxDrawdown: MONTH_LOSS,
    priceCoverage: {
      covered: 0.6,
      least: 0.5,
      isEnough: true,
      text: "60.0 % of the value has prices.",
      how: "",
    },
    fromPrices: {
      start: "2023-01-02",
      end: "2025-06-30",
      observations: 627,
      sources: ["synthetic"],
      covered: 0.6,
      shrinkage: 0.1,
      annualVolatility: { ...VOLATILITY, value: 0.149, basis: "prices", covered: 0.6 },
      diversificationRatio: VOLATILITY,
      valueAtRisk: PRICED_LOSS,
      conditionalValueAtRisk: PRICED_LOSS,
      maxDrawdown: PRICED_LOSS,
    },
    positions: [
      {
        symbol: "BRK.B",
        name: "Berkshire Hathaway Class B",
        weight: 0.1863,
        annualVolatility: 0.3,
        contribution: 0.04,
        shareOfRisk: 0.33,
        flagged: false,
        pricedVolatility: null,
      },
    ],
  },
  cost: {
    expenseRatio: VOLATILITY,
    annualCost: VOLATILITY,
    dividendYield: VOLATILITY,
    annualIncome: VOLATILITY,
  },
  exposures: {
    assetTypes: [{ key: "stock", label: "Stocks", weight: 1, value: "53737.17" }],
    categories: [],
    sectors: [],
    regions: [],
  },
  warnings: [
    {
      code: "LARGE_POSITION",
      severity: "warning",
      message: "BRK.B is 18.6% of the value.",
      suggestion: "Consider directing new money elsewhere.",
      value: 0.1863,
      threshold: 0.1,
      symbols: ["BRK.B"],
    },
  ],
  classification: [{ source: "reference", weight: 1, symbols: ["BRK.B"] }],
  thresholds: {
    hhi: { moderateAbove: 0.2, highAbove: 0.4 },
    largestPosition: { moderateAbove: 0.05, highAbove: 0.1 },
    sector: { moderateAbove: 0.25, highAbove: 0.4 },
    homeBias: { moderateAbove: 0.7, highAbove: 0.85 },
    illiquid: { moderateAbove: 0.1, highAbove: 0.25 },
    highYield: { moderateAbove: 0.1, highAbove: 0.25 },
    riskShareOverWeight: 2,
  },
  notes: [],
} satisfies Analysis;

export const PORTFOLIO_LIST = {
  portfolios: [
    {
      id: "0b0f6d6e-6c5e-4a0e-9e0b-5a7f3a8e2c11",
      name: "Retirement",
      description: "",
      currency: "USD",
      totalValue: "53737.17",
      assetCount: 6,
      riskScore: 6.4,
      createdAt: "2025-05-04T12:00:00Z",
      updatedAt: "2025-05-04T12:00:00Z",
    },
  ],
  pagination: { total: 1, limit: 48, offset: 0, hasMore: false },
} satisfies PortfolioList;

export const PROCESSING = {
  uploadId: "7d3c1f2a-1b2c-4d3e-8f4a-5b6c7d8e9f00",
  fileName: "schwab.csv",
  status: "processing",
  progress: 40,
  validateOnly: false,
  mode: "replace",
  accounts: "combine",
  result: null,
  columns: null,
  headerLine: null,
  fileKeptUntil: null,
  issues: [],
  createdAt: "2025-05-04T12:00:00Z",
  updatedAt: "2025-05-04T12:00:01Z",
} satisfies UploadStatus;

export const COMPLETED = {
  ...PROCESSING,
  status: "completed",
  progress: 100,
  result: {
    portfolioIds: ["0b0f6d6e-6c5e-4a0e-9e0b-5a7f3a8e2c11"],
    holdingCount: 6,
    totalValue: "53737.17",
    broker: "schwab",
    brokerName: "Schwab",
    currency: "USD",
    asOf: "2025-05-04",
    accounts: [],
    rates: [],
    preview: null,
    planned: null,
  },
} satisfies UploadStatus;

export const FAILED = {
  ...PROCESSING,
  status: "failed",
  progress: 100,
  issues: [
    {
      severity: "error",
      code: "NOT_A_NUMBER",
      message: "“abc” is not a number.",
      line: 6,
      field: "Dollar Amount",
      suggestedFix: "Write a number such as 1250.50.",
    },
  ],
} satisfies UploadStatus;

export const PREVIEW = {
  ...COMPLETED,
  validateOnly: true,
  fileKeptUntil: "2025-05-05T12:00:01Z",
  result: {
    ...COMPLETED.result,
    portfolioIds: [],
    preview: [],
    planned: [
      {
        name: "Schwab",
        currency: "USD",
        holdingCount: 6,
        totalValue: "53737.17",
        riskScore: 6.4,
        portfolioId: null,
        oldCurrency: null,
        changes: [],
      },
    ],
  },
} satisfies UploadStatus;

export const UNKNOWN_LAYOUT = {
  ...FAILED,
  headerLine: 1,
  fileKeptUntil: "2025-05-05T12:00:01Z",
  columns: [
    { index: 0, title: "Papier", samples: ["VTI", "BND"], guess: "Symbol" },
    { index: 1, title: "Wert heute", samples: ["2.500,50", "1.400,00"], guess: null },
  ],
} satisfies UploadStatus;
