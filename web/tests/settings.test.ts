import { describe, expect, test } from "vitest";

import { deviceName } from "../src/pages/settings/deviceName";
import { DEFAULT_THRESHOLDS, sameThresholds } from "../src/pages/settings/thresholds";

describe("a device is named by browser and system", () => {
  test.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari on iOS",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"],
    ["econlens-cli/0.1", "econlens-cli/0.1"],
    ["", "An unknown device"],
  ])("%s", (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });
});

describe("limits are the usual ones", () => {
  test("whatever the order of their keys", () => {
    const { hhi, ...others } = DEFAULT_THRESHOLDS;
    const turned = { ...others, hhi: { highAbove: hhi.highAbove, moderateAbove: hhi.moderateAbove } };
    expect(sameThresholds(turned, DEFAULT_THRESHOLDS)).toBe(true);
  });

  test("until one of them is moved", () => {
    const moved = { ...DEFAULT_THRESHOLDS, sector: { moderateAbove: 0.25, highAbove: 0.41 } };
    expect(sameThresholds(moved, DEFAULT_THRESHOLDS)).toBe(false);
    expect(sameThresholds({ ...DEFAULT_THRESHOLDS, riskShareOverWeight: 3 }, DEFAULT_THRESHOLDS)).toBe(
      false,
    );
  });
});
