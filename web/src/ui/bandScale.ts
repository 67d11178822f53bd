/** Where a value and its limits sit on a scale that begins at zero. */
import type { Band } from "../api/types";

export interface BandScale {
  /** Positions from 0 to 1 along the scale. */
  moderate: number;
  high: number;
  /** Where a value lies. */
  place: (value: number) => number;
}

const ROOM_ABOVE_HIGH = 1.6;
const ROOM_ABOVE_VALUE = 1.12;

/** Ends above both the upper limit and the largest value on it, but shares never pass the whole. */
export function bandScale(largest: number, band: Band, isShare: boolean): BandScale {
  const wanted = Math.max(band.highAbove * ROOM_ABOVE_HIGH, largest * ROOM_ABOVE_VALUE);
  const end = isShare && largest <= 1 ? Math.min(1, wanted) : wanted;
  const place = (x: number) => Math.min(1, Math.max(0, x / end));
  return {
    moderate: place(band.moderateAbove),
    high: place(band.highAbove),
    place,
  };
}
