/** A colour and a dash for each portfolio, so that no two lines differ by colour alone. */

export interface SeriesStyle {
  color: string;
  dash: string | undefined;
}

const COLORS = ["#2b7895", "#c9503d", "#6c6fae", "#c79a4b", "#2c8560"];
const DASHES = [undefined, "7 4"];

export function seriesStyle(index: number): SeriesStyle {
  return {
    color: COLORS[index % COLORS.length] ?? "",
    dash: DASHES[Math.floor(index / COLORS.length) % DASHES.length],
  };
}
