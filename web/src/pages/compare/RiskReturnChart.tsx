import type { ComparedPortfolio } from "../../api/types";
import { formatShortFraction } from "../../format/numbers";
import { Legend } from "./Legend";
import classes from "./compare.module.css";
import { axisOver } from "./scale";
import { seriesStyle } from "./series";

const WIDTH = 420;
const HEIGHT = 280;
const LEFT = 48;
const BOTTOM = 238;
const TOP = 12;
const RIGHT = 408;
const TICKS = 4;

/** One dot for each portfolio; from ten dots a number tells which is which. */
export function RiskReturnChart({ portfolios }: { portfolios: readonly ComparedPortfolio[] }) {
  const dots = portfolios.flatMap(({ name, annualReturn, annualVolatility }, index) =>
    annualReturn === null || annualVolatility === null
      ? []
      : [{ name, index, gain: annualReturn, risk: annualVolatility }],
  );
  if (dots.length === 0) return <p>There are too few prices to tell.</p>;
  const across = axisOver([0, ...dots.map(({ risk }) => risk)], LEFT, RIGHT, TICKS);
  const up = axisOver([0, ...dots.map(({ gain }) => gain)], BOTTOM, TOP, TICKS);
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.chart} role="img">
        <title>
          {dots
            .map(({ name, gain, risk }) => `${name}: ${formatShortFraction(gain)} return, ${formatShortFraction(risk)} volatility`)
            .join(". ")}
        </title>
        {up.ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${LEFT} ${up.place(tick)}H${RIGHT}`} className={classes.grid} />
            <text x={LEFT - 8} y={up.place(tick) + 4} className={classes.tickLeft}>
              {formatShortFraction(tick)}
            </text>
          </g>
        ))}
        {across.ticks.map((tick) => (
          <text key={tick} x={across.place(tick)} y={BOTTOM + 18} className={classes.tickBelow}>
            {formatShortFraction(tick)}
          </text>
        ))}
        <text x={(LEFT + RIGHT) / 2} y={HEIGHT - 4} className={classes.tickBelow}>
          Volatility a year
        </text>
        {dots.map(({ index, gain, risk }) => (
          <g key={index}>
            <circle
              cx={across.place(risk)}
              cy={up.place(gain)}
              r="11"
              fill={seriesStyle(index).color}
              className={classes.dot}
            />
            <text x={across.place(risk)} y={up.place(gain) + 4} className={classes.dotName}>
              {index + 1}
            </text>
          </g>
        ))}
      </svg>
      <Legend names={portfolios.map(({ name }, index) => `${index + 1}  ${name}`)} />
    </>
  );
}
