import type { ComparedPortfolio, Comparison } from "../../api/types";
import {
  formatDate,
  formatFraction,
  formatMoney,
  formatNumber,
  formatRatio,
  formatScore,
} from "../../format/numbers";
import { Card } from "../../ui/Card";
import { LineMark } from "./Legend";
import classes from "./MeasureTable.module.css";

interface Line {
  label: string;
  hint?: string;
  show: (portfolio: ComparedPortfolio) => string;
}

type NumberKey = {
  [K in keyof ComparedPortfolio]: ComparedPortfolio[K] extends number | null ? K : never;
}[keyof ComparedPortfolio];

const fraction = (key: NumberKey) => (portfolio: ComparedPortfolio) => {
  const value = portfolio[key];
  return value === null ? "–" : formatFraction(value);
};

const plain = (key: NumberKey) => (portfolio: ComparedPortfolio) => {
  const value = portfolio[key];
  return value === null ? "–" : formatRatio(value);
};

function drawdown({ maxDrawdown }: ComparedPortfolio): string {
  if (maxDrawdown === null) return "–";
  return `${formatFraction(maxDrawdown.depth)}, ${formatDate(maxDrawdown.trough)}`;
}

const LINES: readonly Line[] = [
  { label: "Value", show: ({ totalValue, currency }) => formatMoney(totalValue, currency) },
  { label: "Holdings", show: ({ holdingCount }) => formatNumber(holdingCount) },
  { label: "Risk score", show: ({ score }) => formatScore(score) },
  { label: "Return a year", show: fraction("annualReturn") },
  { label: "Volatility a year", show: fraction("annualVolatility") },
  { label: "Sharpe ratio", hint: "Return above cash for its volatility", show: plain("sharpe") },
  { label: "Sortino ratio", hint: "The same, for falls only", show: plain("sortino") },
  { label: "Deepest fall", hint: "And the day it was deepest", show: drawdown },
  { label: "Value at risk", hint: "One day in twenty loses more", show: fraction("valueAtRisk") },
  {
    label: "Expected shortfall",
    hint: "The mean of those days",
    show: fraction("conditionalValueAtRisk"),
  },
  { label: "Beta", hint: "Against the world’s shares", show: plain("beta") },
  {
    label: "Estimated volatility",
    hint: "From asset classes, as in the analysis",
    show: fraction("estimatedVolatility"),
  },
  { label: "Diversification ratio", show: plain("diversificationRatio") },
  {
    label: "Risk removed",
    hint: "By holdings that do not move together",
    show: fraction("riskRemoved"),
  },
  {
    label: "Covered by own prices",
    hint: "The rest stands on its asset class",
    show: fraction("pricedShare"),
  },
];

/** Measures down, portfolios across; on a narrow screen it scrolls inside its card. */
export function MeasureTable({ comparison: { portfolios } }: { comparison: Comparison }) {
  return (
    <Card title="Side by side">
      <div className={classes.wrap}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visuallyHidden">Measure</span>
              </th>
              {portfolios.map(({ id, name }, index) => (
                <th key={id ?? index} scope="col">
                  <LineMark index={index} />
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {LINES.map(({ label, hint, show }) => (
              <tr key={label}>
                <th scope="row">
                  {label}
                  {hint && <small>{hint}</small>}
                </th>
                {portfolios.map((portfolio, index) => (
                  <td key={portfolio.id ?? index} className="numeric">
                    {show(portfolio)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
