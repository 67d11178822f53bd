import type { Measure } from "../../api/types";
import { formatMoney, formatNumber, formatShortFraction } from "../../format/numbers";

/** A figure in its unit; a dash where it is undefined. currency null: amounts are hidden. */
export function formatMeasure(
  { value, unit }: Pick<Measure, "value" | "unit">,
  currency: string | null,
): string {
  if (value === null) return "–";
  switch (unit) {
    case "fraction":
    case "fraction_per_year":
      return formatShortFraction(value);
    case "money_per_year":
      return currency === null ? "–" : formatMoney(value, currency);
    case "count":
      return formatNumber(value, 1);
    case "ratio":
      return formatNumber(value, Math.abs(value) < 0.1 ? 3 : 2);
  }
}
