import { Button } from "@mantine/core";
import { type CSSProperties, useState } from "react";

import type { PositionRisk } from "../../api/types";
import { formatFraction, formatNumber } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { LevelBadge } from "../../ui/LevelBadge";
import classes from "./RiskShares.module.css";

const SHOWN_FIRST = 8;
const SHOWN_AT_MOST = 60;

/** Beside its share of the money, each holding's share of the risk. */
export function RiskShares({ positions }: { positions: readonly PositionRisk[] }) {
  const [more, setMore] = useState(false);
  const sorted = positions.toSorted((a, b) => b.shareOfRisk - a.shareOfRisk);
  const most = Math.min(sorted.length, SHOWN_AT_MOST);
  const shown = sorted.slice(0, more ? most : SHOWN_FIRST);
  const longest = Math.max(...shown.flatMap((p) => [p.weight, p.shareOfRisk]), 0.01);
  return (
    <Card
      title="Who carries the risk"
      hint="Estimated from asset classes"
      aside={
        <p className={classes.key} aria-hidden="true">
          <span data-bar="weight" /> Share of value <span data-bar="risk" /> Share of risk
        </p>
      }
    >
      <ul className={classes.list}>
        {shown.map((position) => (
          <Row key={position.symbol} position={position} longest={longest} />
        ))}
      </ul>
      {sorted.length > SHOWN_FIRST && (
        <Button variant="subtle" size="xs" mt="md" onClick={() => setMore(!more)}>
          {more ? "Show fewer" : `Show ${most} of ${formatNumber(sorted.length)}`}
        </Button>
      )}
    </Card>
  );
}

function barWidth(share: number, longest: number): CSSProperties {
  return { width: `${Math.max(0.4, (100 * Math.max(0, share)) / longest)}%` };
}

function Row({ position, longest }: { position: PositionRisk; longest: number }) {
  const { symbol, name, weight, shareOfRisk, flagged, annualVolatility, pricedVolatility } =
    position;
  return (
    <li className={classes.row}>
      <span className={classes.name}>
        <strong>{symbol}</strong>
        <span>{name}</span>
        <small>
          Volatility {formatFraction(annualVolatility)} a year
          {pricedVolatility !== null && `, ${formatFraction(pricedVolatility)} by its prices`}
        </small>
        {flagged && <LevelBadge level="high" label="Far more risk than weight" />}
      </span>
      <span className={classes.bars} aria-hidden="true">
        <span data-bar="weight" style={barWidth(weight, longest)} />
        <span data-bar="risk" style={barWidth(shareOfRisk, longest)} />
      </span>
      <span className={`${classes.numbers} numeric`}>
        <span>
          <span className="visuallyHidden">Share of value </span>
          {formatFraction(weight)}
        </span>
        <strong>
          <span className="visuallyHidden">Share of risk </span>
          {formatFraction(shareOfRisk)}
        </strong>
      </span>
    </li>
  );
}
