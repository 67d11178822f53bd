import { SegmentedControl } from "@mantine/core";
import { useId } from "react";

import { DecimalField } from "../../ui/DecimalField";
import classes from "./adjustments.module.css";
import type { CashDirection, Wishes } from "./wishes";

interface CashFieldsProps {
  wishes: Wishes;
  currency: string;
  onChange: (change: Partial<Wishes>) => void;
}

export function CashFields({ wishes, currency, onChange }: CashFieldsProps) {
  const labelId = useId();
  const { cashDirection, cashAmount } = wishes;
  return (
    <div className={classes.cash}>
      <span id={labelId} className={classes.label}>
        Money in or out
      </span>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={labelId}
        value={cashDirection}
        onChange={(chosen) => onChange({ cashDirection: chosen as CashDirection })}
        data={[
          { value: "none", label: "None" },
          { value: "invest", label: "Invest" },
          { value: "withdraw", label: "Withdraw" },
        ]}
      />
      {cashDirection !== "none" && (
        <DecimalField
          label={cashDirection === "invest" ? "Amount to invest" : "Amount to withdraw"}
          placeholder="0"
          unit={currency}
          value={cashAmount}
          accepts={(amount) => amount >= 0}
          onChange={(amount) => onChange({ cashAmount: amount })}
        />
      )}
    </div>
  );
}
