import type { CSSProperties } from "react";

import type { Band, Level } from "../api/types";
import { LEVEL_LABELS } from "../format/labels";
import classes from "./BandGauge.module.css";
import { bandScale } from "./bandScale";

interface BandGaugeProps {
  value: number;
  /** Where it was: a hollow mark. */
  before?: number | null;
  band: Band;
  level: Level | null;
  isShare: boolean;
  format: (value: number) => string;
}

/** Nearer than this on the scale, two limits would be written over each other. */
const CLOSE = 0.14;

function percent(position: number): string {
  return `${(position * 100).toFixed(1)}%`;
}

/** A value among its limits: three zones, a marker, and the limits written under their edges. */
export function BandGauge(props: BandGaugeProps) {
  const { value, before = null, band, level, isShare, format } = props;
  const { moderate, high, place } = bandScale(Math.max(value, before ?? 0), band, isShare);
  const style = {
    "--moderate-at": percent(moderate),
    "--high-at": percent(high),
    "--marker-at": percent(place(value)),
    "--before-at": percent(place(before ?? 0)),
  } as CSSProperties;
  const [left, right] = high - moderate < CLOSE ? ["left", "right"] : [];
  const meaning = level ? `${LEVEL_LABELS[level]}. ` : "";
  return (
    <div
      className={classes.gauge}
      style={style}
      role="img"
      aria-label={`${meaning}Low up to ${format(band.moderateAbove)}, high above ${format(band.highAbove)}.`}
    >
      <div className={classes.track}>
        <span data-zone="low" data-here={level === "low" || undefined} />
        <span data-zone="moderate" data-here={level === "moderate" || undefined} />
        <span data-zone="high" data-here={level === "high" || undefined} />
      </div>
      {before !== null && <span className={classes.before} />}
      <span className={classes.marker} />
      <span className={classes.limit} data-side={left} style={{ left: percent(moderate) }}>
        {format(band.moderateAbove)}
      </span>
      <span className={classes.limit} data-side={right} style={{ left: percent(high) }}>
        {format(band.highAbove)}
      </span>
    </div>
  );
}
