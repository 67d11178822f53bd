import { describe, expect, test } from "vitest";

import { meetsPasswordRules } from "../src/pages/auth/passwordRules";
import {
  type Draft,
  type DraftRow,
  addsUp,
  editorField,
  emptyDraft,
  emptyRow,
  problemsOf,
  requestOf,
  totalsOf,
} from "../src/pages/editor/draft";
import { fromScaled } from "../src/format/decimal";

const row = (part: Partial<DraftRow>): DraftRow => ({ ...emptyRow(), ...part });

const draft = (part: Partial<Draft>): Draft => ({ ...emptyDraft("USD"), name: "Mine", ...part });

describe("typed amounts", () => {
  const mine = draft({
    rows: [row({ symbol: "VTI", amount: "750" }), row({ symbol: "BND", shares: "2.5", price: "100" })],
  });

  test("add up, taking shares × price where no amount is typed", () => {
    expect(fromScaled(totalsOf(mine).amount)).toBe("1000");
    expect(mine.rows.map(totalsOf(mine).shareOf)).toEqual([0.75, 0.25]);
  });

  test("are sent as exact decimals, without blank rows", () => {
    const { body } = requestOf({ ...mine, rows: [emptyRow(), ...mine.rows] });
    expect(body.assets?.map((a) => [a.symbol, a.dollarAmount, a.shares])).toEqual([
      ["VTI", "750", undefined],
      ["BND", "250", "2.5"],
    ]);
  });
});

describe("typed percentages", () => {
  const thirds = draft({
    basis: "percentages",
    total: "10000",
    rows: ["33.33", "33.33", "33.34"].map((percent, i) => row({ symbol: `F${i}`, percent })),
  });

  test("become amounts of the total", () => {
    const { body } = requestOf(thirds);
    expect(body.assets?.map((a) => [a.allocationPercent, a.dollarAmount])).toEqual([
      ["33.33", "3333"],
      ["33.33", "3333"],
      ["33.34", "3334"],
    ]);
  });

  test("must add up to a hundred within a hundredth", () => {
    expect(addsUp(totalsOf(thirds).percent)).toBe(true);
    const short = { ...thirds, rows: thirds.rows.slice(1) };
    expect(addsUp(totalsOf(short).percent)).toBe(false);
  });
});

describe("before sending", () => {
  test("every unreadable field is named", () => {
    const bad = row({ symbol: "VTI", amount: "lots" });
    const nameless = row({ amount: "5" });
    const problems = problemsOf(draft({ name: " ", rows: [bad, nameless] }));
    expect([...problems.keys()]).toEqual(["name", `${bad.id}.amount`, `${nameless.id}.symbol`]);
  });

  test("a symbol without a size is asked about", () => {
    const bare = row({ symbol: "VTI" });
    expect([...problemsOf(draft({ rows: [bare] })).keys()]).toEqual([`${bare.id}.amount`]);
  });

  test("blank rows are no problem", () => {
    expect(problemsOf(draft({})).size).toBe(0);
  });
});

test("the server's field paths lead to the editor's rows", () => {
  expect(editorField("assets[1].dollarAmount", [7, 9])).toBe("9.amount");
  expect(editorField("assets[0].symbol", [7, 9])).toBe("7.symbol");
  expect(editorField("assets[5].symbol", [7, 9])).toBe("assets[5].symbol");
  expect(editorField("name", [7, 9])).toBe("name");
});

describe("the password rule", () => {
  test("is met by twelve characters of four kinds", () => {
    expect(meetsPasswordRules("Correct-horse7")).toBe(true);
  });

  test.each(["Short-pass1", "correct-horse7", "CORRECT-HORSE7", "Correct-horse", "Correcthorse77"])(
    "is not met by %s",
    (password) => {
      expect(meetsPasswordRules(password)).toBe(false);
    },
  );
});
