import type { Level } from "../api/types";

/** For lists, which carry a score without its level: the upper ends of the risk profiles. */
export function scoreLevel(score: number): Level {
  if (score <= 4) return "low";
  return score <= 7 ? "moderate" : "high";
}
