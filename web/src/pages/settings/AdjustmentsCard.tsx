import { Select, Switch } from "@mantine/core";
import type { FormEvent } from "react";

import { useSavePreferences } from "../../api/account";
import type { Preferences, RebalancingTarget } from "../../api/types";
import { TARGET_LABELS } from "../../format/labels";
import { Card } from "../../ui/Card";
import { DecimalField } from "../../ui/DecimalField";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { PercentField } from "../../ui/PercentField";
import { SaveBar } from "../../ui/SaveBar";
import classes from "./settings.module.css";
import { useChanges } from "./useChanges";

const TARGETS: readonly RebalancingTarget[] = [
  "within_limits",
  "risk_tolerance",
  "equal_weight",
  "minimum_variance",
  "risk_parity",
];

/** What the page of suggested adjustments begins with. */
export function AdjustmentsCard({ preferences }: { preferences: Preferences }) {
  const save = useSavePreferences();
  const { value, changed, change, clear } = useChanges(preferences.rebalancing);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ rebalancing: value }, { onSuccess: clear });
  }

  return (
    <Card
      title="Suggested adjustments"
      hint="What they begin with; each page of adjustments can say otherwise."
      id="adjustments"
    >
      <form onSubmit={submit} className={classes.form}>
        {save.error && <ErrorPanel error={save.error} />}
        <Select
          label="They aim at"
          allowDeselect={false}
          data={TARGETS.map((target) => ({ value: target, label: TARGET_LABELS[target].name }))}
          value={value.target}
          onChange={(chosen) => chosen && change({ target: chosen as RebalancingTarget })}
        />
        <div className={classes.triple}>
          <PercentField
            label="Band, of the portfolio"
            value={value.absoluteBand}
            onChange={(absoluteBand) => change({ absoluteBand })}
          />
          <PercentField
            label="Band, of the target"
            value={value.relativeBand}
            onChange={(relativeBand) => change({ relativeBand })}
          />
          <DecimalField
            label="Smallest trade"
            unit={preferences.defaultCurrency}
            value={String(value.minimumTrade)}
            accepts={(amount) => amount >= 0}
            onChange={(amount) => change({ minimumTrade: amount || "0" })}
          />
        </div>
        <p className={classes.note}>
          A holding is left alone while it is off its target by less than the narrower of the two
          bands.
        </p>
        <Switch
          label="Whole shares only"
          checked={value.wholeShares}
          onChange={(event) => change({ wholeShares: event.currentTarget.checked })}
        />
        <Switch
          label="Buy only, never sell"
          checked={value.buyOnly}
          onChange={(event) => change({ buyOnly: event.currentTarget.checked })}
        />
        <SaveBar changed={changed} saving={save.isPending} saved={save.isSuccess} />
      </form>
    </Card>
  );
}
