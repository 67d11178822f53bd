import type { Measure } from "../../api/types";
import { formatFraction } from "../../format/numbers";
import { BandGauge } from "../../ui/BandGauge";
import { LevelBadge } from "../../ui/LevelBadge";
import classes from "./MeasureCard.module.css";
import { formatMeasure } from "./measureFormat";

interface MeasureCardProps {
  label: string;
  measure: Measure;
  currency: string | null;
}

export function MeasureCard({ label, measure, currency }: MeasureCardProps) {
  const { value, unit, band, level, basis, covered, explanation } = measure;
  return (
    <section className={classes.card}>
      <div className={classes.head}>
        <h3>{label}</h3>
        {level && <LevelBadge level={level} />}
      </div>
      <p className={`${classes.value} numeric`}>{formatMeasure(measure, currency)}</p>
      {band && value !== null && (
        <BandGauge
          value={value}
          band={band}
          level={level}
          isShare={unit === "fraction"}
          format={(limit) => formatMeasure({ value: limit, unit }, currency)}
        />
      )}
      <p className={classes.explanation}>{explanation}</p>
      {basis !== "weights" && (
        <p className={classes.basis}>
          {basis === "prices" ? "Estimated from prices" : "Estimated from asset classes"}
        </p>
      )}
      {covered < 0.9995 && (
        <p className={classes.basis}>Covers {formatFraction(covered)} of the value</p>
      )}
    </section>
  );
}
