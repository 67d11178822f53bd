/** Exact decimals for the editor: sums of money must not drift as floats do. */

const SCALE_DIGITS = 8;
const SCALE = 10n ** BigInt(SCALE_DIGITS);

/** A decimal times 10⁸. */
export type Scaled = bigint;

interface Separators {
  group: string;
  decimal: string;
}

export function separatorsOf(locale?: string): Separators {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  return { group: part("group"), decimal: part("decimal") || "." };
}

/** The reader's own; asking Intl each time would make a long table crawl. */
const HERE = separatorsOf();

const DECORATION = /[\s\u00A0\u202F'’$€£%]/gu;
const PLAIN = /^-?(\d+(\.\d*)?|\.\d+)$/u;

/** Whether every thousand is set apart, so that the marks cannot be decimal signs. */
function isGrouped(text: string, { group, decimal }: Separators): boolean {
  const [whole = ""] = text.replace("-", "").split(decimal);
  const [first = "", ...thousands] = whole.split(group);
  return (
    thousands.length > 0 && /^\d{1,3}$/u.test(first) && thousands.every((t) => /^\d{3}$/u.test(t))
  );
}

/**
 * What somebody typed ("1,250.50", "1.250,50 €") as a plain decimal string; null if it is none.
 * A point is taken as decimal sign in every locale unless it sets thousands apart.
 */
export function parseTyped(text: string, separators: Separators = HERE): string | null {
  const bare = text.replaceAll(DECORATION, "");
  const ungrouped = isGrouped(bare, separators) ? bare.replaceAll(separators.group, "") : bare;
  const plain = ungrouped.replace(separators.decimal, ".");
  return PLAIN.test(plain) ? plain.replace(/\.$/u, "") : null;
}

/** A plain decimal string as one types it here: "1250,5" in German. */
export function asTyped(decimal: string, separators: Separators = HERE): string {
  return decimal.replace(".", separators.decimal);
}

/** "12.5" → 1250000000n; digits past the eighth are cut. */
export function toScaled(decimal: string): Scaled {
  const negative = decimal.startsWith("-");
  const [whole = "", fraction = ""] = decimal.replace("-", "").split(".");
  const digits = (whole || "0") + fraction.padEnd(SCALE_DIGITS, "0").slice(0, SCALE_DIGITS);
  return negative ? -BigInt(digits) : BigInt(digits);
}

/** The plain decimal string, without needless zeros. */
export function fromScaled(value: Scaled): string {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE_DIGITS + 1, "0");
  const fraction = digits.slice(-SCALE_DIGITS).replace(/0+$/u, "");
  const sign = value < 0n ? "-" : "";
  return sign + digits.slice(0, -SCALE_DIGITS) + (fraction ? `.${fraction}` : "");
}

export function multiply(a: Scaled, b: Scaled): Scaled {
  return (a * b) / SCALE;
}

/** Rounded half up to cents. */
export function toCents(value: Scaled): Scaled {
  const unit = 10n ** BigInt(SCALE_DIGITS - 2);
  const half = value < 0n ? -unit / 2n : unit / 2n;
  return ((value + half) / unit) * unit;
}

export function ratio(part: Scaled, whole: Scaled): number {
  return whole === 0n ? 0 : Number((part * 1_000_000_000n) / whole) / 1_000_000_000;
}
