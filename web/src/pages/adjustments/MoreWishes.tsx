import { MultiSelect, Switch } from "@mantine/core";

import { DecimalField } from "../../ui/DecimalField";
import { PercentField } from "../../ui/PercentField";
import classes from "./adjustments.module.css";
import type { Wishes } from "./wishes";

const MOST_OPTIONS = 100;

function isAmount(value: number): boolean {
  return value >= 0;
}

interface MoreWishesProps {
  wishes: Wishes;
  symbols: readonly string[];
  currency: string;
  onChange: (change: Partial<Wishes>) => void;
}

export function MoreWishes({ wishes, symbols, currency, onChange }: MoreWishesProps) {
  return (
    <>
      <Switch
        label="Whole shares only"
        checked={wishes.wholeShares}
        onChange={(event) => onChange({ wholeShares: event.currentTarget.checked })}
      />
      <Switch
        label="Buy only, never sell"
        checked={wishes.buyOnly}
        onChange={(event) => onChange({ buyOnly: event.currentTarget.checked })}
      />
      {!wishes.buyOnly && (
        <MultiSelect
          label="Never sell"
          placeholder={wishes.neverSell.length === 0 ? "Choose holdings" : ""}
          searchable
          clearable
          limit={MOST_OPTIONS}
          data={[...symbols]}
          value={[...wishes.neverSell]}
          onChange={(neverSell) => onChange({ neverSell })}
        />
      )}
      <details className={classes.more}>
        <summary>Bands, smallest trade, costs</summary>
        <div className={classes.pair}>
          <PercentField
            label="Band, of the portfolio"
            value={wishes.absoluteBand}
            onChange={(absoluteBand) => onChange({ absoluteBand })}
          />
          <PercentField
            label="Band, of the target"
            value={wishes.relativeBand}
            onChange={(relativeBand) => onChange({ relativeBand })}
          />
          <DecimalField
            label="Smallest trade"
            unit={currency}
            value={wishes.minimumTrade}
            accepts={isAmount}
            onChange={(minimumTrade) => onChange({ minimumTrade: minimumTrade || "0" })}
          />
          <DecimalField
            label="Cost of a trade"
            unit={currency}
            value={wishes.costPerTrade}
            accepts={isAmount}
            onChange={(costPerTrade) => onChange({ costPerTrade })}
          />
          <PercentField
            label="Cost, of its amount"
            value={wishes.costRate}
            onChange={(costRate) => onChange({ costRate })}
          />
        </div>
      </details>
    </>
  );
}
