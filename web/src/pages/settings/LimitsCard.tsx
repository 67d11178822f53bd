import { Button, RangeSlider, Slider } from "@mantine/core";
import { type CSSProperties, type FormEvent, useState } from "react";

import { useSavePreferences } from "../../api/account";
import type { Band, RiskThresholds } from "../../api/types";
import { formatNumber, formatShortFraction } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { SaveBar } from "../../ui/SaveBar";
import classes from "./LimitsCard.module.css";
import form from "./settings.module.css";
import { BAND_CHOICES, type BandChoice, DEFAULT_THRESHOLDS, sameThresholds } from "./thresholds";

export function LimitsCard({ saved }: { saved: RiskThresholds }) {
  const save = useSavePreferences();
  const [thresholds, setThresholds] = useState(saved);
  const changed = !sameThresholds(thresholds, saved);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ thresholds });
  }

  return (
    <Card
      title="Your limits"
      hint="Where a figure turns from low to moderate, and from moderate to high. Warnings go by these."
      id="limits"
    >
      <form onSubmit={submit} className={form.form}>
        {save.error && <ErrorPanel error={save.error} />}
        {BAND_CHOICES.map((choice) => (
          <BandField
            key={choice.key}
            choice={choice}
            band={thresholds[choice.key]}
            onChange={(band) => setThresholds({ ...thresholds, [choice.key]: band })}
          />
        ))}
        <ShareOfRiskField
          value={thresholds.riskShareOverWeight}
          onChange={(riskShareOverWeight) => setThresholds({ ...thresholds, riskShareOverWeight })}
        />
        <SaveBar changed={changed} saving={save.isPending} saved={save.isSuccess}>
          <Button
            variant="default"
            disabled={sameThresholds(thresholds, DEFAULT_THRESHOLDS)}
            onClick={() => setThresholds(DEFAULT_THRESHOLDS)}
          >
            Back to the usual limits
          </Button>
        </SaveBar>
      </form>
    </Card>
  );
}

const STEP = 0.01;

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

interface BandFieldProps {
  choice: BandChoice;
  band: Band;
  onChange: (band: Band) => void;
}

function BandField({ choice, band, onChange }: BandFieldProps) {
  const { label, hint, max, isShare } = choice;
  const format = isShare ? formatShortFraction : (value: number) => formatNumber(value, 2);
  const { moderateAbove, highAbove } = band;
  const zones = {
    "--moderate-at": `${(100 * moderateAbove) / max}%`,
    "--high-at": `${(100 * highAbove) / max}%`,
  } as CSSProperties;
  return (
    <div className={classes.band}>
      <div className={classes.words}>
        <strong>{label}</strong>
        <span>{hint}</span>
      </div>
      <div className={`${classes.values} numeric`}>
        <span data-level="moderate">Moderate above {format(moderateAbove)}</span>
        <span data-level="high">High above {format(highAbove)}</span>
      </div>
      <RangeSlider
        className={classes.slider}
        classNames={{ track: classes.track, bar: classes.bar, thumb: classes.thumb }}
        style={zones}
        min={0}
        max={max}
        step={STEP}
        minRange={STEP}
        label={null}
        thumbFromLabel={`${label}: moderate above`}
        thumbToLabel={`${label}: high above`}
        scale={rounded}
        value={[moderateAbove, highAbove]}
        onChange={([from, to]) =>
          onChange({ moderateAbove: rounded(from), highAbove: rounded(to) })
        }
      />
    </div>
  );
}

interface ShareOfRiskFieldProps {
  value: number;
  onChange: (value: number) => void;
}

function ShareOfRiskField({ value, onChange }: ShareOfRiskFieldProps) {
  return (
    <div className={classes.band}>
      <div className={classes.words}>
        <strong>More risk than weight</strong>
        <span>A holding is marked when its share of the risk is so many times its share of the value.</span>
      </div>
      <div className={`${classes.values} numeric`}>
        <span data-level="high">Marked from {formatNumber(value, 1)} times</span>
      </div>
      <Slider
        className={classes.slider}
        classNames={{ thumb: classes.thumb }}
        min={1}
        max={6}
        step={0.5}
        label={null}
        thumbLabel="More risk than weight: times"
        value={Math.min(6, value)}
        onChange={onChange}
      />
    </div>
  );
}
