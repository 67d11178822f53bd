import type { HoldingChange, PlannedPortfolio } from "../api/types";
import { formatMoney, formatNumber } from "../format/numbers";
import classes from "./Preview.module.css";

const MOST_SHOWN = 200;

const KINDS: Record<HoldingChange["kind"], string> = {
  added: "Added",
  changed: "Changed",
  removed: "Removed",
};

/** Holding by holding, before and after. */
export function ChangeTable({ portfolio }: { portfolio: PlannedPortfolio }) {
  const { changes, currency, oldCurrency } = portfolio;
  if (changes.length === 0) return <p className={classes.same}>Every holding stays as it is.</p>;
  return (
    <div className={classes.scroll}>
      <table className={classes.changes}>
        <caption className="visuallyHidden">Changes to {portfolio.name}</caption>
        <thead>
          <tr>
            <th scope="col">Holding</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, MOST_SHOWN).map((change, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the list never changes
            <tr key={index}>
              <th scope="row">
                <span className={classes.kind} data-kind={change.kind}>
                  {KINDS[change.kind]}
                </span>{" "}
                <strong>{change.symbol}</strong> <small>{change.name}</small>
              </th>
              <Side
                quantity={change.oldQuantity}
                value={change.oldValue}
                currency={oldCurrency ?? currency}
              />
              <Side quantity={change.newQuantity} value={change.newValue} currency={currency} />
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > MOST_SHOWN && (
        <p className={classes.same}>
          And {formatNumber(changes.length - MOST_SHOWN)} more of the same kinds.
        </p>
      )}
    </div>
  );
}

interface SideProps {
  quantity: string | null;
  value: string | null;
  currency: string;
}

function Side({ quantity, value, currency }: SideProps) {
  return (
    <td className="numeric">
      {value === null ? "–" : formatMoney(value, currency)}
      {quantity !== null && <small>{formatNumber(quantity, 4)} shares</small>}
    </td>
  );
}
