/** Where a value and its limits sit on a scale that begins at zero. */
import type { Band } from "../api/types";

export interface BandScale {
  /** Positions from 0 to 1 along the scale. */
  moderate: number;
  high: number;
  marker: number;
}

const ROOM_ABOVE_HIGH = 1.6;
const ROOM_ABOVE_VALUE = 1.12;

/** The scale ends above both the upper limit and the value, but shares never pass the whole. */
export function bandScale(value: number, band: Band, isShare: boolean): BandScale {
  const wanted = Math.max(band.highAbove * ROOM_ABOVE_HIGH, value * ROOM_ABOVE_VALUE);
  const end = isShare && value <= 1 ? Math.min(1, wanted) : wanted;
  const place = (x: number) => Math.min(1, Math.max(0, x / end));
  return {
    moderate: place(band.moderateAbove),
    high: place(band.highAbove),
    marker: place(value),
  };
}
