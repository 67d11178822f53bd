import { Slider } from "@mantine/core";

import { formatShortFraction } from "../../format/numbers";
import classes from "./adjustments.module.css";
import type { LimitKey, Wishes } from "./wishes";

const LIMITS: readonly { key: LimitKey; label: string }[] = [
  { key: "position", label: "A single security" },
  { key: "sector", label: "A sector" },
  { key: "region", label: "A region" },
  { key: "category", label: "A category" },
];

const LOWEST = 0.01;
const STEP = 0.01;

interface LimitSlidersProps {
  limits: Wishes["limits"];
  onChange: (limits: Wishes["limits"]) => void;
}

/** At the right end there is no limit. */
export function LimitSliders({ limits, onChange }: LimitSlidersProps) {
  return (
    <fieldset className={classes.fieldset}>
      <legend>At most</legend>
      {LIMITS.map(({ key, label }) => {
        const limit = limits[key];
        return (
          <div key={key} className={classes.sliderRow}>
            <span>{label}</span>
            <strong className="numeric">
              {limit === null ? "No limit" : formatShortFraction(limit)}
            </strong>
            <Slider
              className={classes.slider}
              size="sm"
              label={null}
              thumbLabel={`${label}: at most`}
              min={LOWEST}
              max={1}
              step={STEP}
              value={limit ?? 1}
              onChange={(value) =>
                onChange({ ...limits, [key]: value >= 1 ? null : Math.round(value * 100) / 100 })
              }
            />
          </div>
        );
      })}
    </fieldset>
  );
}
