import type { CSSProperties } from "react";

import type { Band, Level } from "../api/types";
import { LEVEL_LABELS } from "../format/labels";
import classes from "./BandGauge.module.css";
import { bandScale } from "./bandScale";

interface BandGaugeProps {
  value: number;
  band: Band;
  level: Level | null;
  isShare: boolean;
  format: (value: number) => string;
}

function percent(position: number): string {
  return `${(position * 100).toFixed(1)}%`;
}

/** A value among its limits: three zones, a marker, and the limits written under their edges. */
export function BandGauge({ value, band, level, isShare, format }: BandGaugeProps) {
  const { moderate, high, marker } = bandScale(value, band, isShare);
  const style = {
    "--moderate-at": percent(moderate),
    "--high-at": percent(high),
    "--marker-at": percent(marker),
  } as CSSProperties;
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
      <span className={classes.marker} />
      <span className={classes.limit} style={{ left: percent(moderate) }}>
        {format(band.moderateAbove)}
      </span>
      <span className={classes.limit} style={{ left: percent(high) }}>
        {format(band.highAbove)}
      </span>
    </div>
  );
}
