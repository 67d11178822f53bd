import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";

import type { AssetType } from "../../api/types";
import { ASSET_TYPE_LABELS } from "../../format/labels";
import { formatFraction, formatNumber } from "../../format/numbers";
import classes from "./AssetRows.module.css";
import { type Draft, type DraftRow, type NumberField, emptyRow, isBlank, totalsOf } from "./draft";

const KINDS = [
  { value: "", label: "Look it up" },
  ...Object.entries(ASSET_TYPE_LABELS).map(([value, label]) => ({ value, label })),
];

/** Thousands of rows of fields would make typing crawl. */
const ROWS_AT_ONCE = 40;

function rowsUpToLastProblem(
  rows: readonly DraftRow[],
  problems: ReadonlyMap<string, string>,
): number {
  const ids = new Set([...problems.keys()].map((field) => Number(field.split(".")[0])));
  return rows.findLastIndex((row) => ids.has(row.id)) + 1;
}

interface AssetRowsProps {
  draft: Draft;
  problems: ReadonlyMap<string, string>;
  onRows: (rows: readonly DraftRow[]) => void;
}

export function AssetRows({ draft, problems, onRows }: AssetRowsProps) {
  const { rows, basis } = draft;
  const totals = totalsOf(draft);
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(ROWS_AT_ONCE);
  const shown = Math.min(rows.length, Math.max(wanted, rowsUpToLastProblem(rows, problems)));

  /** After the last row on the page, where typing goes on. */
  function addRow() {
    onRows(rows.toSpliced(shown, 0, emptyRow()));
    setWanted(shown + 1);
    setTimeout(() => list.current?.querySelector<HTMLElement>(":scope > :last-child input")?.focus());
  }

  /** Enter means "next line" here, not "send half a portfolio". */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    addRow();
  }

  return (
    <>
      <div className={classes.head} aria-hidden="true">
        <span>Symbol</span>
        <span>Name</span>
        <span>Kind</span>
        <span>{basis === "amounts" ? "Amount" : "Percent"}</span>
        <span>Shares</span>
        <span>Price</span>
        <span className={classes.share}>Share</span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={list} onKeyDown={onKeyDown}>
        {rows.slice(0, shown).map((row, index) => (
          <AssetRow
            key={row.id}
            row={row}
            number={index + 1}
            sizeField={basis === "amounts" ? "amount" : "percent"}
            share={isBlank(row) ? null : totals.shareOf(row)}
            problems={problems}
            onChange={(changed) => onRows(rows.map((r) => (r.id === row.id ? changed : r)))}
            onRemove={() => onRows(rows.filter((r) => r.id !== row.id))}
          />
        ))}
      </div>
      <Button variant="subtle" size="sm" onClick={addRow} className={classes.add}>
        + Add a holding
      </Button>
      {shown < rows.length && (
        <Button variant="subtle" size="sm" onClick={() => setWanted(shown + ROWS_AT_ONCE)}>
          Show more ({formatNumber(rows.length - shown)} are not on the page)
        </Button>
      )}
    </>
  );
}

interface AssetRowProps {
  row: DraftRow;
  number: number;
  sizeField: "amount" | "percent";
  share: number | null;
  problems: ReadonlyMap<string, string>;
  onChange: (row: DraftRow) => void;
  onRemove: () => void;
}

const NUMBER_LABELS: Record<NumberField, string> = {
  amount: "Amount",
  percent: "Percent",
  shares: "Shares",
  price: "Price",
};

function AssetRow(props: AssetRowProps) {
  const { row, number, sizeField, share, problems, onChange, onRemove } = props;
  const field = (key: "symbol" | "name" | NumberField, label: string) => ({
    "aria-label": `${label}, holding ${number}`,
    // Shown above the field where there is no room for the head of a table.
    wrapperProps: { "data-label": label },
    value: row[key],
    error: problems.get(`${row.id}.${key}`),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...row, [key]: event.currentTarget.value }),
  });
  const numberField = (key: NumberField) => (
    <TextInput
      inputMode="decimal"
      placeholder={NUMBER_LABELS[key]}
      classNames={{ input: classes.number ?? "" }}
      {...field(key, NUMBER_LABELS[key])}
    />
  );
  return (
    <fieldset className={classes.row}>
      <legend className="visuallyHidden">Holding {number}</legend>
      <TextInput
        placeholder="VTI"
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        {...field("symbol", "Symbol")}
      />
      <TextInput placeholder="Name (optional)" {...field("name", "Name")} />
      <NativeSelect
        aria-label={`Kind, holding ${number}`}
        wrapperProps={{ "data-label": "Kind" }}
        data={KINDS}
        value={row.assetType}
        error={problems.get(`${row.id}.assetType`)}
        onChange={(event) =>
          onChange({ ...row, assetType: event.currentTarget.value as AssetType | "" })
        }
      />
      {numberField(sizeField)}
      {numberField("shares")}
      {numberField("price")}
      <output className={`${classes.share} numeric`}>
        {share === null ? "" : formatFraction(share)}
      </output>
      <CloseButton aria-label={`Remove holding ${number}`} onClick={onRemove} />
    </fieldset>
  );
}
