import { useMediaQuery } from "@mantine/hooks";
import { type PointerEvent, useState } from "react";

import type { Comparison } from "../../api/types";
import { formatDate, formatNumber } from "../../format/numbers";
import { LineMark } from "./Legend";
import classes from "./compare.module.css";
import { axisOver } from "./scale";
import { seriesStyle } from "./series";

const WIDE = 860;
const NARROW = 420;
const HEIGHT = 300;
const LEFT = 46;
const BOTTOM = 272;
const TOP = 10;
const MOST_YEARS = 7;

interface GrowthChartProps {
  growth: Comparison["growth"];
  names: readonly string[];
}

/** The first day of each year, thinned out when there are many. */
function yearMarks(days: readonly string[]): readonly { index: number; year: string }[] {
  const firsts = days.flatMap((day, index) =>
    index > 0 && day.slice(0, 4) !== days[index - 1]?.slice(0, 4)
      ? [{ index, year: day.slice(0, 4) }]
      : [],
  );
  const step = Math.ceil(firsts.length / MOST_YEARS);
  return firsts.filter((_, index) => index % step === 0);
}

function pathOf(values: readonly number[], x: (i: number) => number, y: (v: number) => number) {
  return values
    .map((value, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
}

/** Lines on one scale. Pointing at it, or the arrow keys, tell the values of a day. */
export function GrowthChart({ growth: { days, values }, names }: GrowthChartProps) {
  const last = days.length - 1;
  const [at, setAt] = useState(last);
  const right = useMediaQuery("(max-width: 36em)") ? NARROW : WIDE;
  const shown = Math.min(at, last);
  const vertical = axisOver(values.flat(), BOTTOM, TOP);
  const x = (index: number) => LEFT + ((right - LEFT) * index) / Math.max(1, last);
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = ((event.clientX - left) / width) * right - LEFT;
    setAt(Math.min(last, Math.max(0, Math.round((share / (right - LEFT)) * last))));
  };
  return (
    <div className={classes.growth}>
      <svg
        viewBox={`0 0 ${right} ${HEIGHT}`}
        className={classes.chart}
        aria-hidden="true"
        onPointerMove={move}
      >
        {vertical.ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${LEFT} ${vertical.place(tick)}H${right}`} className={classes.grid} />
            <text x={LEFT - 8} y={vertical.place(tick) + 4} className={classes.tickLeft}>
              {formatNumber(tick, 0)}
            </text>
          </g>
        ))}
        {yearMarks(days).map(({ index, year }) => (
          <text key={year} x={x(index)} y={HEIGHT - 6} className={classes.tickBelow}>
            {year}
          </text>
        ))}
        <path d={`M${x(shown)} ${TOP}V${BOTTOM}`} className={classes.cursor} />
        {values.map((line, index) => {
          const { color, dash } = seriesStyle(index);
          return (
            // oxlint-disable-next-line react/no-array-index-key -- lines never change places
            <g key={index}>
              <path
                d={pathOf(line, x, vertical.place)}
                className={classes.line}
                stroke={color}
                strokeDasharray={dash}
              />
              <circle cx={x(shown)} cy={vertical.place(line[shown] ?? 0)} r="4" fill={color} />
            </g>
          );
        })}
      </svg>
      <label className={classes.day}>
        <span className="visuallyHidden">Day</span>
        <input
          type="range"
          min={0}
          max={last}
          value={shown}
          aria-valuetext={formatDate(days[shown] ?? "")}
          onChange={(event) => setAt(Number(event.currentTarget.value))}
        />
      </label>
      <p className={classes.dayName}>{formatDate(days[shown] ?? "")}</p>
      <ul className={classes.readings} aria-live="polite">
        {names.map((name, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines never change places
          <li key={index}>
            <LineMark index={index} />
            <span>{name}</span>
            <strong className="numeric">{formatNumber(values[index]?.[shown] ?? 0, 0)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
