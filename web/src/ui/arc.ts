/** Geometry of round charts. Angles in degrees, 0 at the right, clockwise, as SVG has it. */

export interface Circle {
  cx: number;
  cy: number;
  r: number;
}

function pointAt({ cx, cy, r }: Circle, degrees: number): string {
  const radians = (degrees * Math.PI) / 180;
  return `${(cx + r * Math.cos(radians)).toFixed(2)} ${(cy + r * Math.sin(radians)).toFixed(2)}`;
}

/** The path of an arc from one angle to another, clockwise. */
export function arcPath(circle: Circle, from: number, to: number): string {
  const large = to - from > 180 ? 1 : 0;
  return `M${pointAt(circle, from)}A${circle.r} ${circle.r} 0 ${large} 1 ${pointAt(circle, to)}`;
}

/** A short line across the ring: from inside to outside of it. */
export function tickPath(circle: Circle, degrees: number, halfLength: number): string {
  const inner = pointAt({ ...circle, r: circle.r - halfLength }, degrees);
  const outer = pointAt({ ...circle, r: circle.r + halfLength }, degrees);
  return `M${inner}L${outer}`;
}
