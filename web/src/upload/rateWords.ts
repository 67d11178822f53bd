import type { UsedRate } from "../api/types";
import { formatDate, formatNumber } from "../format/numbers";

const SOURCES: Record<UsedRate["source"], string> = {
  file: "from the file",
  own: "your own rate",
  default: "an approximate default",
};

/** "1 EUR counted as 1.17 USD, an approximate default of Jun 30, 2025" */
export function rateInWords({ fromCurrency, toCurrency, rate, source, asOf }: UsedRate): string {
  const day = asOf ? ` of ${formatDate(asOf)}` : "";
  const worth = `${formatNumber(rate, 6)} ${toCurrency}`;
  return `1 ${fromCurrency} counted as ${worth}, ${SOURCES[source]}${day}`;
}
