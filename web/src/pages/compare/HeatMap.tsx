import type { CSSProperties } from "react";

import classes from "./HeatMap.module.css";

interface HeatMapProps {
  label: string;
  names: readonly string[];
  /** null: unknown. */
  valueAt: (row: number, column: number) => number | null;
  format: (value: number) => string;
}

/** A table whose cells are the darker the nearer they are to one. */
export function HeatMap({ label, names, valueAt, format }: HeatMapProps) {
  return (
    <div className={classes.wrap}>
      <table className={classes.map}>
        <caption className="visuallyHidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visuallyHidden">Portfolio</span>
            </th>
            {names.map((name, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- names may be the same
              <th key={index} scope="col" title={name}>
                <span className="visuallyHidden">{name}</span>
                <span aria-hidden="true">{index + 1}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- names may be the same
            <tr key={row}>
              <th scope="row">
                <span aria-hidden="true">{row + 1}</span> {name}
              </th>
              {names.map((other, column) => (
                <Cell
                  // oxlint-disable-next-line react/no-array-index-key -- names may be the same
                  key={column}
                  title={`${name} and ${other}`}
                  value={valueAt(row, column)}
                  format={format}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  title: string;
  value: number | null;
  format: (value: number) => string;
}

function Cell({ title, value, format }: CellProps) {
  const strength = Math.round(100 * Math.min(1, Math.abs(value ?? 0)) ** 2);
  return (
    <td
      title={title}
      className="numeric"
      data-strong={strength > 55 || undefined}
      data-negative={(value ?? 0) < 0 || undefined}
      style={{ "--strength": `${strength}%` } as CSSProperties}
    >
      {value === null ? "–" : format(value)}
    </td>
  );
}
