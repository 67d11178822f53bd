import { Button, Select } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";

import { generalErrors } from "../api/errors";
import { useSaveRate } from "../api/rates";
import { currencyChoices } from "../format/currencies";
import { DecimalField } from "../ui/DecimalField";
import { ErrorPanel } from "../ui/ErrorPanel";
import classes from "./RateForm.module.css";

const CODES = currencyChoices().map(({ value }) => value);

interface RateFormProps {
  onSaved?: () => void;
  /** The words on the button. */
  children: ReactNode;
}

/** One rate of exchange, as a sentence with gaps. */
export function RateForm({ onSaved, children }: RateFormProps) {
  const save = useSaveRate();
  const [fromCurrency, setFrom] = useState<string | null>(null);
  const [toCurrency, setTo] = useState<string | null>(null);
  const [rate, setRate] = useState("");
  const ready = fromCurrency && toCurrency && rate;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready) return;
    save.mutate(
      { fromCurrency, toCurrency, rate, asOf: null },
      {
        onSuccess: () => {
          setRate("");
          onSaved?.();
        },
      },
    );
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      {save.error && <ErrorPanel error={save.error} also={generalErrors(save.error, () => false)} />}
      <div className={classes.sentence}>
        <span>1</span>
        <Currency label="From currency" value={fromCurrency} onChange={setFrom} />
        <span>is worth</span>
        <DecimalField
          label="Rate"
          hideLabel
          width={110}
          placeholder="1.17"
          value={rate}
          accepts={(value) => value >= 0}
          onChange={setRate}
        />
        <Currency label="To currency" value={toCurrency} onChange={setTo} />
      </div>
      <Button type="submit" variant="light" disabled={!ready} loading={save.isPending}>
        {children}
      </Button>
    </form>
  );
}

interface CurrencyProps {
  label: string;
  value: string | null;
  onChange: (code: string | null) => void;
}

function Currency({ label, value, onChange }: CurrencyProps) {
  return (
    <Select
      aria-label={label}
      placeholder="EUR"
      searchable
      limit={60}
      w={100}
      data={CODES}
      value={value}
      onChange={onChange}
    />
  );
}
