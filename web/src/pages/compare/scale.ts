/** Axes: from values to places on the drawing, and round numbers to write beside them. */

export interface Axis {
  /** Where a value lies, in the drawing's units. */
  place: (value: number) => number;
  ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** The round step (1, 2, 2.5 or 5 times a power of ten) that parts a range at most so often. */
export function roundStep(range: number, parts: number): number {
  const rough = range / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (STEPS.find((step) => step * power >= rough) ?? 10) * power;
}

/** An axis over the values with round ends. from and to: its ends on the drawing. */
export function axisOver(values: readonly number[], from: number, to: number, parts = 5): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const step = roundStep(Math.max(high - low, Math.abs(high) * 0.01, 1e-6), parts);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  const [start, end] = [first * step, last * step];
  return { place: (value) => from + ((to - from) * (value - start)) / (end - start), ticks };
}
