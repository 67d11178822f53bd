import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";

import type { Portfolio } from "../../api/types";
import { formatDate, formatMoney, plural } from "../../format/numbers";
import { DeleteDialog } from "./DeleteDialog";
import classes from "./PortfolioHeader.module.css";
import { ReplaceDialog } from "./ReplaceDialog";

export function PortfolioHeader({ portfolio, etag }: { portfolio: Portfolio; etag: string }) {
  const [open, setOpen] = useState<"replace" | "delete" | null>(null);
  const { id, name, description, currency, totalValue, assetCount, asOf } = portfolio;
  const facts = [
    plural(assetCount, "holding"),
    currency,
    asOf ? `as of ${formatDate(asOf)}` : `changed ${formatDate(portfolio.updatedAt)}`,
  ];
  return (
    <header className={classes.header}>
      <div className={classes.what}>
        <Link to="/" className={classes.back}>
          ← Your portfolios
        </Link>
        <h1>{name}</h1>
        {description && <p className={classes.description}>{description}</p>}
        <p className={classes.facts}>{facts.join(" · ")}</p>
      </div>
      <div className={classes.side}>
        <p className={`${classes.total} numeric`}>
          <span className="visuallyHidden">Total value </span>
          <span>{formatMoney(totalValue, currency)}</span>
        </p>
        <div className={classes.actions}>
          <Button component={Link} to={`/portfolios/${id}/edit`} variant="default" size="sm">
            Edit
          </Button>
          <Button variant="default" size="sm" onClick={() => setOpen("replace")}>
            Replace by file
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" size="sm" px="sm" aria-label="More actions">
                ⋯
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item color="red" onClick={() => setOpen("delete")}>
                Delete portfolio…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <ReplaceDialog
        portfolio={portfolio}
        opened={open === "replace"}
        onClose={() => setOpen(null)}
      />
      <DeleteDialog
        portfolio={portfolio}
        etag={etag}
        opened={open === "delete"}
        onClose={() => setOpen(null)}
      />
    </header>
  );
}
