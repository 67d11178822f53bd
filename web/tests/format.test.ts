import { describe, expect, test } from "vitest";

import {
  asTyped,
  fromScaled,
  multiply,
  parseTyped,
  separatorsOf,
  toCents,
  toScaled,
} from "../src/format/decimal";
import { labelOf } from "../src/format/labels";
import { formatAgo, formatDate, formatMoney, formatShortFraction } from "../src/format/numbers";
import { bandScale } from "../src/ui/bandScale";

const ENGLISH = separatorsOf("en-US");
const GERMAN = separatorsOf("de-DE");

describe("a typed number is read as its writer meant it", () => {
  test.each([
    ["1250.5", ENGLISH, "1250.5"],
    ["1,250.50", ENGLISH, "1250.50"],
    ["$1,250", ENGLISH, "1250"],
    ["-1,145.00", ENGLISH, "-1145.00"],
    [".5", ENGLISH, ".5"],
    ["1.250,50 €", GERMAN, "1250.50"],
    ["1250,5", GERMAN, "1250.5"],
    ["1.250", GERMAN, "1250"],
    ["30006.00", GERMAN, "30006.00"],
  ])("%s", (text, separators, expected) => {
    expect(parseTyped(text, separators)).toBe(expected);
  });

  test.each(["", "abc", "12,50", "1,2,3", "1.2.3", "1e5", "--1", "NaN"])("%s is none", (text) => {
    expect(parseTyped(text, ENGLISH)).toBeNull();
  });

  test("what the editor shows is read back unchanged", () => {
    expect(parseTyped(asTyped("30006.00", GERMAN), GERMAN)).toBe("30006.00");
    expect(parseTyped(asTyped("30006.00", ENGLISH), ENGLISH)).toBe("30006.00");
  });
});

describe("decimals are exact", () => {
  test("0.1 + 0.2 is 0.3", () => {
    expect(fromScaled(toScaled("0.1") + toScaled("0.2"))).toBe("0.3");
  });

  test("the Schwab sample adds up to the cent", () => {
    const amounts = ["30006.00", "10010.00", "1800.00", "12345.67", "-1145.00", "720.50"];
    const sum = amounts.map(toScaled).reduce((a, b) => a + b);
    expect(fromScaled(sum)).toBe("53737.17");
  });

  test("shares × price is rounded to cents, half up and away from zero", () => {
    expect(fromScaled(toCents(multiply(toScaled("12.345"), toScaled("1"))))).toBe("12.35");
    expect(fromScaled(toCents(toScaled("-0.005")))).toBe("-0.01");
  });
});

describe("figures", () => {
  test("money keeps every digit of a decimal string", () => {
    expect(formatMoney("12345678901234567.89", "USD")).toBe("$12,345,678,901,234,567.89");
  });

  test("small fractions keep the digits that matter", () => {
    expect([0.0003, 0.1, 0.1863].map(formatShortFraction)).toEqual(["0.03%", "10%", "18.6%"]);
  });

  test("a calendar date does not slip a day in any time zone", () => {
    expect(formatDate("2025-05-04")).toBe("May 4, 2025");
  });

  test("times are told relative to now", () => {
    const now = new Date("2025-05-04T12:00:00Z");
    expect(formatAgo("2025-05-04T11:59:30Z", now)).toBe("just now");
    expect(formatAgo("2025-05-04T09:00:00Z", now)).toBe("3 hours ago");
    expect(formatAgo("2025-05-03T11:00:00Z", now)).toBe("yesterday");
  });
});

test("enum values become words", () => {
  expect(labelOf("us_large_cap")).toBe("US large cap");
  expect(labelOf("information_technology")).toBe("Information technology");
});

describe("a gauge", () => {
  const band = { moderateAbove: 0.7, highAbove: 0.85 };

  test("of a share never goes past the whole", () => {
    const { moderate, high, place } = bandScale(0.97, band, true);
    expect([moderate, high, place(0.97)]).toEqual([0.7, 0.85, 0.97]);
  });

  test("leaves room above its upper limit", () => {
    const { high, place } = bandScale(0.25, { moderateAbove: 0.25, highAbove: 0.5 }, true);
    expect([high, place(0.25)]).toEqual([0.625, 0.3125]);
  });

  test("shows a value far above its limits at the end, not outside", () => {
    expect(bandScale(40, { moderateAbove: 1, highAbove: 2 }, false).place(40)).toBeLessThanOrEqual(1);
  });
});
