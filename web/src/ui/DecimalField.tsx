import { TextInput } from "@mantine/core";
import { useState } from "react";

import { asTyped, parseTyped } from "../format/decimal";
import classes from "./DecimalField.module.css";

interface DecimalFieldProps {
  label: string;
  hideLabel?: boolean;
  description?: string;
  /** A plain decimal string. */
  value: string;
  onChange: (value: string) => void;
  accepts?: (value: number) => boolean;
  unit?: string;
  error?: string | undefined;
  width?: number;
  placeholder?: string;
}

function unitOf(unit: string) {
  return {
    rightSection: <span className={classes.unit}>{unit}</span>,
    rightSectionPointerEvents: "none",
    rightSectionWidth: unit.length > 1 ? 52 : 34,
  } as const;
}

/** A number as one types it here; what is none is not taken, and gone when the field is left. */
export function DecimalField(props: DecimalFieldProps) {
  const { label, hideLabel = false, value, onChange, accepts, unit, width, ...others } = props;
  const [typed, setTyped] = useState<string | null>(null);

  function take(text: string) {
    setTyped(text);
    const plain = text.trim() === "" ? "" : parseTyped(text);
    if (plain === null || (plain !== "" && accepts && !accepts(Number(plain)))) return;
    onChange(plain);
  }

  return (
    <TextInput
      {...(hideLabel ? { "aria-label": label } : { label })}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? asTyped(value)}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
      {...(unit ? unitOf(unit) : {})}
      {...(width ? { w: width } : {})}
      {...others}
    />
  );
}
