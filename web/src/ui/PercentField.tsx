import { DecimalField } from "./DecimalField";

interface PercentFieldProps {
  label: string;
  hideLabel?: boolean;
  description?: string;
  /** A fraction of one. */
  value: number;
  onChange: (fraction: number) => void;
  max?: number;
  width?: number;
}

function asPercent(fraction: number): string {
  return String(Math.round(fraction * 10_000) / 100);
}

/** A fraction, shown and typed out of a hundred. */
export function PercentField({ value, onChange, max = 1, ...others }: PercentFieldProps) {
  return (
    <DecimalField
      {...others}
      unit="%"
      value={asPercent(value)}
      accepts={(percent) => percent >= 0 && percent <= max * 100}
      onChange={(percent) => {
        if (percent !== "") onChange(Math.round(Number(percent) * 100) / 10_000);
      }}
    />
  );
}
