import { Button, SegmentedControl, Select, TextInput, Textarea } from "@mantine/core";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";

import { leaveNote } from "../../api/arrivalNotes";
import { ApiError, fieldErrors, generalErrors } from "../../api/errors";
import { useSavePortfolio } from "../../api/queries";
import type { ErrorDetail } from "../../api/types";
import { plural } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AssetRows } from "./AssetRows";
import classes from "./PortfolioForm.module.css";
import { TotalsBar } from "./TotalsBar";
import { type Basis, type Draft, editorField, problemsOf, requestOf } from "./draft";

const CURRENCIES = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "PLN"];

interface PortfolioFormProps {
  start: Draft;
  existing: { id: string; etag: string } | null;
  /** Loads the latest version after somebody else changed it. */
  onReload: (() => void) | null;
}

function noteWarnings(client: QueryClient, id: string, warnings: readonly ErrorDetail[]): void {
  if (warnings.length === 0) return;
  leaveNote(client, id, {
    title: "Saved",
    text: `${plural(warnings.length, "note")} about what you typed.`,
    source: "your portfolio",
    issues: warnings.map(({ code, message, suggestedFix }) => ({
      severity: "warning",
      code,
      message,
      line: null,
      // The message names the holding; its place in the request means nothing to the reader.
      field: null,
      suggestedFix: suggestedFix ?? null,
    })),
  });
}

function useWarningBeforeLeaving(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);
}

/** The server's sentences under the editor's fields. */
function serverProblems(error: unknown, rowIds: readonly number[]): ReadonlyMap<string, string> {
  const entries = [...fieldErrors(error)].map(
    ([field, text]) => [editorField(field, rowIds), text] as const,
  );
  return new Map(entries);
}

function shownFields(draft: Draft): ReadonlySet<string> {
  const cells = ["symbol", "name", "assetType", "amount", "percent", "shares", "price"];
  return new Set([
    "name",
    "description",
    "currency",
    "total",
    ...draft.rows.flatMap((row) => cells.map((cell) => `${row.id}.${cell}`)),
  ]);
}

export function PortfolioForm({ start, existing, onReload }: PortfolioFormProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const save = useSavePortfolio(existing, ({ id, validationResults }) => {
    noteWarnings(client, id, validationResults.warnings);
    void navigate(`/portfolios/${id}`);
  });
  const [draft, setDraft] = useState(start);
  const [sent, setSent] = useState<readonly number[]>([]);
  const [tried, setTried] = useState(false);
  useWarningBeforeLeaving(draft !== start && !save.isSuccess);

  const unreadable = problemsOf(draft);
  const problems = new Map([...serverProblems(save.error, sent), ...(tried ? unreadable : [])]);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (unreadable.size > 0) return save.reset();
    const { body, rowIds } = requestOf(draft);
    setSent(rowIds);
    save.mutate(body);
  }

  const fields = shownFields(draft);
  const others = generalErrors(save.error, (field) => fields.has(editorField(field, sent)));
  const back = existing ? `/portfolios/${existing.id}` : "/";
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <h1>{existing ? "Edit portfolio" : "Type a portfolio in"}</h1>
      <SaveError error={save.error} others={others} onReload={onReload} />
      <Card>
        <AboutFields draft={draft} change={change} problems={problems} />
      </Card>
      <Card
        title="Holdings"
        hint="A symbol and an amount are enough. Kind, sector and region are looked up."
        aside={<BasisSwitch basis={draft.basis} onChange={(basis) => change({ basis })} />}
      >
        {draft.basis === "percentages" && (
          <TextInput
            label="Total value"
            className={classes.total}
            inputMode="decimal"
            value={draft.total}
            error={problems.get("total")}
            onChange={(event) => change({ total: event.currentTarget.value })}
          />
        )}
        <AssetRows draft={draft} problems={problems} onRows={(rows) => change({ rows })} />
        <TotalsBar draft={draft} />
      </Card>
      <div className={classes.actions}>
        {tried && unreadable.size > 0 && (
          <p role="alert" className={classes.hint}>
            Some fields above need a correction first.
          </p>
        )}
        <Button component={Link} to={back} variant="default">
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending}>
          {existing ? "Save changes" : "Create portfolio"}
        </Button>
      </div>
    </form>
  );
}

interface SaveErrorProps {
  error: unknown;
  others: readonly string[];
  onReload: (() => void) | null;
}

function SaveError({ error, others, onReload }: SaveErrorProps) {
  if (!error) return null;
  const conflict = error instanceof ApiError && error.status === 412;
  return (
    <div className={classes.error}>
      <ErrorPanel error={error} also={others} />
      {conflict && onReload && (
        <Button variant="default" onClick={onReload}>
          Load the latest version (drops what you typed)
        </Button>
      )}
    </div>
  );
}

function BasisSwitch({ basis, onChange }: { basis: Basis; onChange: (basis: Basis) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Enter sizes as"
      value={basis}
      onChange={(value) => onChange(value as Basis)}
      data={[
        { value: "amounts", label: "Amounts" },
        { value: "percentages", label: "Percentages" },
      ]}
    />
  );
}

interface AboutFieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  problems: ReadonlyMap<string, string>;
}

function AboutFields({ draft, change, problems }: AboutFieldsProps) {
  const currencies = CURRENCIES.includes(draft.currency)
    ? CURRENCIES
    : [draft.currency, ...CURRENCIES];
  return (
    <div className={classes.about}>
      <TextInput
        label="Name"
        placeholder="Retirement"
        maxLength={200}
        value={draft.name}
        error={problems.get("name")}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label="Currency"
        allowDeselect={false}
        data={currencies}
        value={draft.currency}
        error={problems.get("currency")}
        onChange={(currency) => currency && change({ currency })}
      />
      <Textarea
        label="Description"
        description="Optional"
        className={classes.wide}
        autosize
        minRows={1}
        maxLength={1000}
        value={draft.description}
        error={problems.get("description")}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
    </div>
  );
}
