import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";

import contract from "../openapi.json" with { type: "json" };
import {
  ANALYSIS,
  COMPLETED,
  FAILED,
  PORTFOLIO_LIST,
  PREVIEW,
  PROCESSING,
  UNKNOWN_LAYOUT,
} from "./samples";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv, ["date", "date-time", "uuid"]);
ajv.addFormat("decimal", /^-?\d+(\.\d+)?$/u);
ajv.addSchema(contract, "contract");

function accepts(schema: string, payload: unknown): boolean {
  const validate = ajv.getSchema(`contract#/components/schemas/${schema}`);
  if (!validate) throw new Error(`openapi.json has no ${schema}`);
  return validate(payload) as boolean;
}

describe("the samples the pages are built on are what the contract promises", () => {
  test.each([
    ["AnalysisResponse", ANALYSIS],
    ["PortfolioListResponse", PORTFOLIO_LIST],
    ["UploadStatusResponse", PROCESSING],
    ["UploadStatusResponse", COMPLETED],
    ["UploadStatusResponse", FAILED],
    ["UploadStatusResponse", PREVIEW],
    ["UploadStatusResponse", UNKNOWN_LAYOUT],
  ])("%s", (schema, payload) => {
    expect(accepts(schema, payload)).toBe(true);
  });

  test("a payload that breaks the contract is noticed", () => {
    expect(accepts("UploadStatusResponse", { ...PROCESSING, status: "lost" })).toBe(false);
    expect(accepts("AnalysisResponse", { ...ANALYSIS, totalValue: 53737.17 })).toBe(false);
  });
});
