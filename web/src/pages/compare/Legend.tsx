import classes from "./compare.module.css";
import { seriesStyle } from "./series";

export function Legend({ names }: { names: readonly string[] }) {
  return (
    <ul className={classes.legend}>
      {names.map((name, index) => (
        // Names may be the same; their order is fixed.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <LineMark index={index} />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}

export function LineMark({ index }: { index: number }) {
  const { color, dash } = seriesStyle(index);
  return (
    <svg width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
      <path d="M1 5H21" stroke={color} strokeWidth="3" strokeDasharray={dash} />
    </svg>
  );
}
