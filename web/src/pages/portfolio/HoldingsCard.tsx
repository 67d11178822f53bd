import { Button, UnstyledButton } from "@mantine/core";
import { useMemo, useState } from "react";

import type { PositionRisk } from "../../api/types";
import { ASSET_TYPE_LABELS, SOURCE_LABELS, labelOf } from "../../format/labels";
import { formatFraction, formatMoney, formatNumber, formatPercent } from "../../format/numbers";
import { Card } from "../../ui/Card";
import classes from "./HoldingsCard.module.css";
import {
  type HoldingRow,
  type ShownAsset,
  type Sort,
  type SortColumn,
  holdingRows,
  sortRows,
} from "./holdingsSort";

const SHOWN_FIRST = 50;
const SHOWN_MORE = 500;

const COLUMNS: readonly { column: SortColumn; label: string; numeric?: boolean }[] = [
  { column: "symbol", label: "Holding" },
  { column: "type", label: "Kind" },
  { column: "shares", label: "Shares", numeric: true },
  { column: "weight", label: "Value", numeric: true },
  { column: "risk", label: "Share of risk", numeric: true },
];

interface HoldingsCardProps {
  assets: readonly ShownAsset[];
  positions: readonly PositionRisk[];
  /** null: amounts are hidden. */
  currency: string | null;
}

export function HoldingsCard({ assets, positions, currency }: HoldingsCardProps) {
  const [sort, setSort] = useState<Sort>({ column: "weight", descending: true });
  const [wanted, setWanted] = useState(SHOWN_FIRST);
  const rows = useMemo(
    () => sortRows(holdingRows(assets, positions), sort),
    [assets, positions, sort],
  );
  const shown = rows.slice(0, wanted);
  const columns = currency === null ? COLUMNS.filter((c) => c.column !== "shares") : COLUMNS;

  return (
    <Card title="Holdings">
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map(({ column, label, numeric }) => (
              <SortHeader
                key={column}
                label={label}
                numeric={numeric ?? false}
                order={sort.column === column ? sort : null}
                onSort={() =>
                  setSort({
                    column,
                    descending: sort.column === column ? !sort.descending : (numeric ?? false),
                  })
                }
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.key} row={row} currency={currency} />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <Button variant="subtle" size="xs" mt="md" onClick={() => setWanted(wanted + SHOWN_MORE)}>
          Show more ({formatNumber(rows.length - shown.length)} are not on the page)
        </Button>
      )}
    </Card>
  );
}

interface SortHeaderProps {
  label: string;
  numeric: boolean;
  order: Sort | null;
  onSort: () => void;
}

function SortHeader({ label, numeric, order, onSort }: SortHeaderProps) {
  const direction = order?.descending ? "descending" : "ascending";
  return (
    <th scope="col" data-numeric={numeric || undefined} aria-sort={order ? direction : "none"}>
      <UnstyledButton onClick={onSort} className={classes.sort} data-active={order !== null || undefined}>
        {label}
        <span aria-hidden="true">{order ? (order.descending ? " ↓" : " ↑") : ""}</span>
      </UnstyledButton>
    </th>
  );
}

function classification({ asset }: HoldingRow): string {
  const parts = [asset.category, asset.sector, asset.region].filter((part) => part !== null);
  return parts.map(labelOf).join(" · ");
}

function Row({ row, currency }: { row: HoldingRow; currency: string | null }) {
  const { asset, shareOfRisk } = row;
  const source = SOURCE_LABELS[asset.classificationSource];
  return (
    <tr>
      <td className={classes.holding}>
        <strong>{asset.symbol}</strong>
        <span>{asset.name}</span>
        {asset.account && <span>Account {asset.account}</span>}
      </td>
      <td className={classes.kind}>
        <span>
          {ASSET_TYPE_LABELS[asset.assetType]}{" "}
          <abbr
            className={classes.source}
            data-source={asset.classificationSource}
            title={source.long}
          >
            {source.short}
          </abbr>
        </span>
        <span>{classification(row)}</span>
      </td>
      {currency !== null && (
        <td data-numeric className={`${classes.shares} numeric`}>
          {asset.shares === null ? "–" : formatNumber(asset.shares, 4)}
        </td>
      )}
      <Amount asset={asset} currency={currency} />
      <td data-numeric className={`${classes.risk} numeric`}>
        {shareOfRisk === null ? "–" : formatFraction(shareOfRisk)}
        <span className={classes.phoneOnly}> of risk</span>
      </td>
    </tr>
  );
}

function Amount({ asset, currency }: { asset: ShownAsset; currency: string | null }) {
  const share = formatPercent(asset.allocationPercent);
  return (
    <td data-numeric className={`${classes.amount} numeric`}>
      {currency === null || asset.dollarAmount === null ? (
        share
      ) : (
        <>
          {formatMoney(asset.dollarAmount, currency)}
          <span>{share}</span>
        </>
      )}
    </td>
  );
}
