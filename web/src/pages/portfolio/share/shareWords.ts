/** What a link gives away and how long it lives, in words. */
import type { Share, ShareLifetime } from "../../../api/types";
import { formatAgo, formatDate, plural } from "../../../format/numbers";

export const LIFETIMES: readonly { value: ShareLifetime; label: string }[] = [
  { value: "1h", label: "One hour" },
  { value: "1d", label: "One day" },
  { value: "7d", label: "One week" },
  { value: "30d", label: "30 days" },
  { value: "90d", label: "90 days" },
  { value: "1y", label: "One year" },
  { value: "never", label: "Never: until I revoke it" },
];

export function whatItShows({ permissions, hideAmounts, hasPassphrase }: Share): string {
  const parts = [
    permissions === "analyze" ? "Holdings and analysis" : "Holdings only",
    hideAmounts ? "amounts hidden" : "with amounts",
    ...(hasPassphrase ? ["passphrase"] : []),
  ];
  return parts.join(" · ");
}

export function howLong({ expiresAt, expired }: Share): string {
  if (expiresAt === null) return "No end date";
  return `${expired ? "Ended" : "Ends"} ${formatDate(expiresAt)}`;
}

export function howOftenViewed({ viewCount, lastViewedAt }: Share): string {
  if (viewCount === 0) return "Not viewed yet";
  const last = lastViewedAt ? `, last ${formatAgo(lastViewedAt)}` : "";
  return plural(viewCount, "view") + last;
}
