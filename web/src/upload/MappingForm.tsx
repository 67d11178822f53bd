import { Button, Select } from "@mantine/core";
import { type FormEvent, useState } from "react";

import type { ColumnMeaning, FileColumn } from "../api/types";
import { currencyChoices } from "../format/currencies";
import { plural } from "../format/numbers";
import { IssueTable } from "./IssueTable";
import classes from "./MappingForm.module.css";
import modal from "./UploadModal.module.css";
import { MEANINGS, type Meanings, NOT_READ, guessesOf, mappingOf, whatLacks } from "./meanings";
import type { UploadState } from "./uploadState";
import type { UploadJob } from "./useUploadJob";

type DecimalSign = "." | ",";

interface MappingFormProps {
  state: Extract<UploadState, { step: "mapping" }>;
  job: UploadJob;
}

/** Column by column: what is in it, and what it seems to be. */
export function MappingForm({ state: { fileName, status }, job }: MappingFormProps) {
  const columns = status.columns ?? [];
  const [meanings, setMeanings] = useState(() => guessesOf(columns));
  const [decimalSign, setDecimalSign] = useState<DecimalSign | null>(null);
  const [currency, setCurrency] = useState<string | null>(null);
  const lacks = whatLacks(meanings);
  const { issues, mode, accounts } = status;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (lacks) return;
    job.readWith({ mode, accounts, mapping: mappingOf(meanings, decimalSign, currency) });
  }

  return (
    <form onSubmit={submit}>
      <p className={modal.text}>
        Say what the columns of <strong className={modal.file}>{fileName}</strong> are. EconLens
        remembers it for the next file with the same titles.
      </p>
      <ul className={classes.columns}>
        {columns.map((column) => (
          <Column
            key={column.index}
            column={column}
            meanings={meanings}
            onChange={(meaning) => setMeanings({ ...meanings, [column.index]: meaning })}
          />
        ))}
      </ul>
      <div className={classes.pair}>
        <Select
          label="Numbers look like"
          data={[
            { value: "", label: "Find out" },
            { value: ".", label: "1,234.56" },
            { value: ",", label: "1.234,56" },
          ]}
          allowDeselect={false}
          value={decimalSign ?? ""}
          onChange={(chosen) => setDecimalSign((chosen || null) as DecimalSign | null)}
        />
        <Select
          label="Currency where none is stated"
          placeholder="Find out"
          searchable
          clearable
          limit={60}
          data={currencyChoices()}
          value={currency}
          onChange={setCurrency}
        />
      </div>
      {issues.length > 0 && (
        <details className={classes.issues}>
          <summary>{plural(issues.length, "finding")} so far</summary>
          <IssueTable issues={issues} fileName={fileName} />
        </details>
      )}
      <div className={modal.actions}>
        <span className={classes.lacks} role="status">
          {lacks}
        </span>
        <Button variant="default" onClick={job.dismiss}>
          Cancel
        </Button>
        <Button type="submit" disabled={lacks !== null}>
          Read it like this
        </Button>
      </div>
    </form>
  );
}

interface ColumnProps {
  column: FileColumn;
  meanings: Meanings;
  onChange: (meaning: ColumnMeaning | typeof NOT_READ) => void;
}

function Column({ column: { index, title, samples }, meanings, onChange }: ColumnProps) {
  const name = title || `Column ${index + 1}`;
  const taken = new Set(Object.values(meanings));
  const own = meanings[index] ?? NOT_READ;
  const choices = Object.entries(MEANINGS).map(([value, label]) => ({
    value,
    label,
    disabled: value !== own && taken.has(value as ColumnMeaning),
  }));
  return (
    <li data-read={own !== NOT_READ || undefined}>
      <div className={classes.seen}>
        <strong>{name}</strong>
        <span>{samples.join(" · ") || "Empty"}</span>
      </div>
      <Select
        aria-label={`What is in ${name}`}
        data={[{ value: NOT_READ, label: "Not read" }, ...choices]}
        allowDeselect={false}
        value={own}
        onChange={(chosen) => onChange((chosen ?? NOT_READ) as ColumnMeaning | typeof NOT_READ)}
      />
    </li>
  );
}
