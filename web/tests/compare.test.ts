import { describe, expect, test } from "vitest";

import { axisOver, roundStep } from "../src/pages/compare/scale";
import { seriesStyle } from "../src/pages/compare/series";

describe("an axis", () => {
  test("has round ends beyond its values", () => {
    const { ticks, place } = axisOver([93, 627], 0, 100);
    expect(ticks).toEqual([0, 200, 400, 600, 800]);
    expect(place(400)).toBe(50);
  });

  test("runs either way, as drawings count downwards", () => {
    const { place } = axisOver([0, 10], 200, 0);
    expect([place(0), place(10)]).toEqual([200, 0]);
  });

  test("of one value still has a length", () => {
    const { ticks, place } = axisOver([5, 5], 0, 100);
    expect(ticks.length).toBeGreaterThan(1);
    expect(Number.isFinite(place(5))).toBe(true);
  });

  test("reaches below zero", () => {
    expect(axisOver([-0.03, 0.07], 0, 1, 4).ticks[0]).toBeCloseTo(-0.05);
  });
});

test.each([
  [100, 5, 20],
  [534, 5, 200],
  [0.2, 4, 0.05],
])("a range of %d in at most %i parts steps by %d", (range, parts, step) => {
  expect(roundStep(range, parts)).toBeCloseTo(step);
});

test("ten lines differ in colour or in dash", () => {
  const styles = Array.from({ length: 10 }, (_, index) => JSON.stringify(seriesStyle(index)));
  expect(new Set(styles).size).toBe(10);
});
