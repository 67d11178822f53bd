import { encode } from "uqr";

import classes from "./QrCode.module.css";

function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
}

/** Drawn here, so that the secret in it goes to nobody. Dark on light also in dark mode: some
 * cameras read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 2 });
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} className={classes.code}>
      <path d={pathOf(data)} shapeRendering="crispEdges" />
    </svg>
  );
}
