import type { Comparison } from "../../api/types";
import { formatFraction, formatNumber } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { HeatMap } from "./HeatMap";
import classes from "./compare.module.css";

const MOST_SHARED = 30;
const MOST_UNIQUE = 12;

interface SharedHoldingsProps {
  names: readonly string[];
  pairs: Comparison["pairs"];
  comparison: Comparison;
}

/** What the portfolios have in common, and what only one of them has. */
export function SharedHoldings({ names, pairs, comparison }: SharedHoldingsProps) {
  const { shared, portfolios } = comparison;
  const overlap = (row: number, column: number) => {
    if (row === column) return 1;
    const [first, second] = [Math.min(row, column), Math.max(row, column)];
    return pairs.find((p) => p.first === first && p.second === second)?.overlapLookedThrough ?? null;
  };
  return (
    <div className={classes.columns}>
      <Card title="What they share" hint="Overlap of holdings, funds looked through">
        <HeatMap
          label="Overlap of the portfolios"
          names={names}
          valueAt={overlap}
          format={formatFraction}
        />
        {shared.length > 0 && (
          <details className={classes.more}>
            <summary>{formatNumber(shared.length)} holdings in more than one</summary>
            <ul className={classes.shared}>
              {shared.slice(0, MOST_SHARED).map(({ symbol, name, weights }) => (
                <li key={symbol}>
                  <span>
                    <strong>{symbol}</strong> {name}
                  </span>
                  <span className="numeric">{weights.map(formatFraction).join(" · ")}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
        {shared.length === 0 && (
          <p className={classes.lead}>No holding is in more than one of them directly.</p>
        )}
      </Card>
      <Card title="What only one has">
        <dl className={classes.unique}>
          {portfolios.map(({ id, name, uniqueSymbols }, index) => (
            <div key={id ?? index}>
              <dt>{name}</dt>
              <dd>
                {uniqueSymbols.slice(0, MOST_UNIQUE).join(", ") || "Nothing"}
                {uniqueSymbols.length > MOST_UNIQUE &&
                  ` and ${formatNumber(uniqueSymbols.length - MOST_UNIQUE)} more`}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}
