/** Numbers, money and dates in the reader's own locale. Amounts arrive as decimal strings. */

const locale: string | undefined = undefined; // the browser's

/** Intl takes decimal strings without rounding them through a float; its type is narrower. */
function exact(value: string | number): number {
  return value as number;
}

export function formatMoney(value: string | number, currency: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(exact(value));
}

/** Whole units: for headlines and charts where cents are noise. */
export function formatMoneyRounded(value: string | number, currency: string): string {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  }).format(exact(value));
}

export function formatNumber(value: string | number, maximumFractionDigits = 2): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits }).format(exact(value));
}

/** Always two digits, so that columns line up. */
export function formatRatio(value: number): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(value);
}

/** 0.12 → "12.0%": always one digit, so that columns line up. */
export function formatFraction(fraction: number): string {
  return new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(fraction);
}

/** The digits that matter and no more: 0.1 → "10%", 0.0003 → "0.03%". */
export function formatShortFraction(fraction: number): string {
  return new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: Math.abs(fraction) < 0.02 ? 2 : 1,
  }).format(fraction);
}

/** "12.34" out of a hundred → "12.3%" */
export function formatPercent(percent: string | number): string {
  return formatFraction(Number(percent) / 100);
}

/** Two digits, so that the points add up to the score's one digit before the reader's eyes. */
export function formatPoints(points: number): string {
  return new Intl.NumberFormat(locale, {
    signDisplay: "exceptZero",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(points);
}

export function formatScore(score: number): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(score);
}

/** A calendar date without a time ("2025-05-04") must not slip a day in western time zones. */
export function formatDate(isoDate: string): string {
  const dateOnly = isoDate.length === 10;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    ...(dateOnly ? { timeZone: "UTC" } : {}),
  }).format(new Date(isoDate));
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 minutes ago" up to a month back, the date before that. */
export function formatAgo(isoTime: string, now: Date = new Date()): string {
  const seconds = (now.getTime() - new Date(isoTime).getTime()) / 1000;
  if (seconds > 30 * 86_400) return formatDate(isoTime);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, length] of STEPS) {
    if (seconds >= length) return words.format(-Math.floor(seconds / length), unit);
  }
  return "just now";
}

export function formatBytes(bytes: number): string {
  const [value, unit] =
    bytes < 1_000
      ? [bytes, "byte"]
      : bytes < 1_000_000
        ? [bytes / 1_000, "kilobyte"]
        : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    maximumFractionDigits: 1,
  }).format(value);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count, 0)} ${count === 1 ? one : many}`;
}
