import { Button, Slider } from "@mantine/core";

import { formatFraction } from "../../format/numbers";
import classes from "./adjustments.module.css";
import { WHOLE, type Weights, sumOf, wholeWeights } from "./wishes";

/** As the contract names them, from shares to cash. */
export const CATEGORIES = [
  "us_large_cap",
  "us_mid_cap",
  "us_small_cap",
  "international_developed",
  "emerging_markets",
  "government_bonds",
  "corporate_bonds",
  "high_yield_bonds",
  "international_bonds",
  "inflation_protected",
  "real_estate",
  "commodities",
  "cash_equivalents",
] as const;

const STEP = 5;

interface WeightSlidersProps {
  weights: Weights;
  keys: readonly string[];
  nameOf: (key: string) => string;
  onChange: (weights: Weights) => void;
}

export function WeightSliders({ weights, keys, nameOf, onChange }: WeightSlidersProps) {
  const sum = sumOf(weights);
  const complete = sum === WHOLE;
  const scale = () => onChange(wholeWeights(Object.entries(weights)));
  return (
    <fieldset className={classes.fieldset}>
      <legend>Weights</legend>
      <div className={classes.weights}>
        {keys.map((key) => (
          <div key={key} className={classes.sliderRow}>
            <span>{nameOf(key)}</span>
            <strong className="numeric">{formatFraction((weights[key] ?? 0) / WHOLE)}</strong>
            <Slider
              className={classes.slider}
              size="sm"
              label={null}
              thumbLabel={`Weight of ${nameOf(key)}`}
              min={0}
              max={WHOLE}
              step={STEP}
              value={weights[key] ?? 0}
              onChange={(value) => onChange({ ...weights, [key]: value })}
            />
          </div>
        ))}
      </div>
      <p className={classes.sum} data-complete={complete} aria-live="polite">
        <span>
          {complete ? "Adds up to 100%" : `Adds up to ${formatFraction(sum / WHOLE)}, not 100%`}
        </span>
        {!complete && sum > 0 && (
          <Button size="xs" variant="light" onClick={scale}>
            Scale to 100%
          </Button>
        )}
      </p>
    </fieldset>
  );
}
