import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";

import { saveFile } from "../../api/downloads";
import type { Adjustment, RebalancePlan } from "../../api/types";
import { asCsv, asTabs } from "../../format/csv";
import { formatFraction, formatMoney, formatNumber } from "../../format/numbers";
import { Card } from "../../ui/Card";
import classes from "./TradeTable.module.css";
import { fileNameOf, tradeRows } from "./tradeRows";

const SIDES = { buy: "Buy", sell: "Sell" } as const;

/** The trades that would do it, to look at, to copy into a sheet, or to keep as a file. */
export function TradeTable({ plan, name }: { plan: RebalancePlan; name: string }) {
  const clipboard = useClipboard();
  const rows = tradeRows(plan);
  const download = () =>
    saveFile(new Blob([asCsv(rows)], { type: "text/csv;charset=utf-8" }), fileNameOf(name));
  return (
    <Card
      title="Trades"
      hint="Each with the rule that asks for it"
      aside={
        <div className={classes.buttons}>
          <Button size="xs" variant="default" onClick={() => clipboard.copy(asTabs(rows))}>
            {clipboard.copied ? "Copied" : "Copy"}
          </Button>
          <Button size="xs" variant="default" onClick={download}>
            Download CSV
          </Button>
        </div>
      }
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Adjustment</th>
            <th scope="col" data-numeric>
              Amount
            </th>
            <th scope="col" data-numeric>
              Shares
            </th>
            <th scope="col" data-numeric>
              Weight
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.adjustments.map((adjustment) => (
            <Trade
              key={adjustment.side + adjustment.symbol}
              adjustment={adjustment}
              currency={plan.currency}
            />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Trade({ adjustment, currency }: { adjustment: Adjustment; currency: string }) {
  const { symbol, name, side, amount, shares, price, weightBefore, weightAfter } = adjustment;
  return (
    <tr>
      <td className={classes.what}>
        <span>
          <span className={classes.side} data-side={side}>
            {SIDES[side]}
          </span>{" "}
          <strong>{symbol}</strong>
        </span>
        <span className={classes.soft}>{name}</span>
        <span className={classes.reason}>{adjustment.reason}</span>
      </td>
      <td data-numeric className={`${classes.amount} numeric`}>
        {formatMoney(amount, currency)}
      </td>
      <td data-numeric className={`${classes.shares} numeric`}>
        {shares === null ? "–" : formatNumber(shares, 4)}
        {price !== null && (
          <span className={classes.soft}>at {formatMoney(price, currency)}</span>
        )}
      </td>
      <td data-numeric className={`${classes.weight} numeric`}>
        {formatFraction(weightBefore)} → {formatFraction(weightAfter)}
      </td>
    </tr>
  );
}
