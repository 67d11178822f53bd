import { Button, SegmentedControl, Select } from "@mantine/core";
import { useId } from "react";

import type { Portfolio, RiskTolerance, TargetKind } from "../../api/types";
import { TARGET_LABELS, labelOf } from "../../format/labels";
import { Card } from "../../ui/Card";
import { CashFields } from "./CashFields";
import { LimitSliders } from "./LimitSliders";
import { MoreWishes } from "./MoreWishes";
import { CATEGORIES, WeightSliders } from "./WeightSliders";
import classes from "./adjustments.module.css";
import type { Wishes } from "./wishes";

/** More sliders than this are no form any more. */
const MOST_WEIGHTS = 60;

interface PolicyFormProps {
  portfolio: Portfolio;
  wishes: Wishes;
  onChange: (change: Partial<Wishes>) => void;
  onReset: () => void;
}

export function PolicyForm({ portfolio, wishes, onChange, onReset }: PolicyFormProps) {
  const symbols = Object.keys(wishes.byHolding);
  const targets = (Object.keys(TARGET_LABELS) as TargetKind[]).filter(
    (target) => target !== "holding_weights" || symbols.length <= MOST_WEIGHTS,
  );
  return (
    <Card title="What to aim at" className={classes.policy}>
      <div className={classes.form}>
        <Select
          aria-label="Target"
          allowDeselect={false}
          data={targets.map((target) => ({ value: target, label: TARGET_LABELS[target].name }))}
          value={wishes.target}
          onChange={(chosen) => chosen && onChange({ target: chosen as TargetKind })}
          description={TARGET_LABELS[wishes.target].meaning}
          inputWrapperOrder={["input", "description"]}
        />
        {wishes.target === "risk_tolerance" && (
          <ToleranceField value={wishes.riskTolerance} onChange={onChange} />
        )}
        {wishes.target === "holding_weights" && (
          <WeightSliders
            weights={wishes.byHolding}
            keys={symbols}
            nameOf={(symbol) => symbol}
            onChange={(byHolding) => onChange({ byHolding })}
          />
        )}
        {wishes.target === "category_weights" && (
          <WeightSliders
            weights={wishes.byCategory}
            keys={CATEGORIES}
            nameOf={labelOf}
            onChange={(byCategory) => onChange({ byCategory })}
          />
        )}
        <CashFields wishes={wishes} currency={portfolio.currency} onChange={onChange} />
        <LimitSliders limits={wishes.limits} onChange={(limits) => onChange({ limits })} />
        <MoreWishes
          wishes={wishes}
          symbols={symbols}
          currency={portfolio.currency}
          onChange={onChange}
        />
        <Button variant="subtle" size="xs" onClick={onReset} className={classes.reset}>
          Back to my preferences
        </Button>
      </div>
    </Card>
  );
}

interface ToleranceFieldProps {
  value: RiskTolerance;
  onChange: (change: Partial<Wishes>) => void;
}

function ToleranceField({ value, onChange }: ToleranceFieldProps) {
  const labelId = useId();
  return (
    <div>
      <span id={labelId} className={classes.label}>
        Model
      </span>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={labelId}
        value={value}
        onChange={(chosen) => onChange({ riskTolerance: chosen as RiskTolerance })}
        data={[
          { value: "conservative", label: "Conservative" },
          { value: "moderate", label: "Moderate" },
          { value: "aggressive", label: "Aggressive" },
        ]}
      />
    </div>
  );
}
