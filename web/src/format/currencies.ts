/** The currencies a portfolio can be in, named in the reader's language. */

const FIRST = ["USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD"];

export interface CurrencyChoice {
  value: string;
  label: string;
}

/** The usual ones first, then all that the browser knows, by code. */
export function currencyChoices(): readonly CurrencyChoice[] {
  const names = new Intl.DisplayNames(undefined, { type: "currency" });
  const others = Intl.supportedValuesOf("currency").filter((code) => !FIRST.includes(code));
  return [...FIRST, ...others].map((code) => ({ value: code, label: `${code} – ${names.of(code)}` }));
}
