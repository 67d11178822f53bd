import { describe, expect, test } from "vitest";

import { asCsv, asTabs } from "../src/format/csv";
import { fileNameOf } from "../src/pages/adjustments/tradeRows";
import { WHOLE, sumOf, wholeWeights } from "../src/pages/adjustments/wishes";

describe("weights to start from", () => {
  test("add up to the whole, what rounding leaves over going to the largest", () => {
    const weights = wholeWeights([
      ["A", 2],
      ["B", 2],
      ["C", 2.0001],
    ]);
    expect(weights).toEqual({ A: 333, B: 333, C: 334 });
    expect(sumOf(weights)).toBe(WHOLE);
  });

  test("leave out what is held short", () => {
    expect(wholeWeights([["A", 50], ["B", -10]])).toEqual({ A: 1000, B: 0 });
  });

  test("are none where nothing has a value", () => {
    expect(wholeWeights([["A", 0]])).toEqual({});
  });
});

describe("trades for a sheet", () => {
  test("quote what holds the separator, and double the quotes", () => {
    expect(asCsv([['a "b", c', "1"]])).toBe('"a ""b"", c",1\r\n');
  });

  test("keep negative numbers but make formulas text", () => {
    expect(asCsv([["-1.50", "=1+1", "@x", "-x"]])).toBe("-1.50,'=1+1,'@x,'-x\r\n");
  });

  test("stay in their cells when pasted", () => {
    expect(asTabs([["a\tb", "c\nd"], ["1", "2"]])).toBe("a b\tc d\n1\t2");
  });

  test("are named after the portfolio, whatever it is called", () => {
    expect(fileNameOf("Élan & Co. (2025)")).toBe("lan-co-2025-suggested-adjustments.csv");
    expect(fileNameOf("../..")).toBe("portfolio-suggested-adjustments.csv");
  });
});
