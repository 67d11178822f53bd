import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import { type ExportFormat, downloadPortfolio } from "../../api/downloads";
import type { Portfolio } from "../../api/types";
import { formatDate, formatMoney, plural } from "../../format/numbers";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { DeleteDialog } from "./DeleteDialog";
import classes from "./PortfolioHeader.module.css";
import { ReplaceDialog } from "./ReplaceDialog";
import { ShareDialog } from "./share/ShareDialog";

type Dialog = "share" | "replace" | "delete";

export function PortfolioHeader({ portfolio, etag }: { portfolio: Portfolio; etag: string }) {
  const [open, setOpen] = useState<Dialog | null>(null);
  const download = useMutation({
    mutationFn: (format: ExportFormat) => downloadPortfolio(portfolio.id, format),
  });
  const { name, description, currency, totalValue, assetCount, asOf } = portfolio;
  const facts = [
    plural(assetCount, "holding"),
    currency,
    asOf ? `as of ${formatDate(asOf)}` : `changed ${formatDate(portfolio.updatedAt)}`,
  ];
  return (
    <>
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
          <Actions portfolio={portfolio} onOpen={setOpen} onDownload={download.mutate} />
        </div>
      </header>
      {download.error && (
        <ErrorPanel error={download.error} retry={() => download.mutate(download.variables)} />
      )}
      <ShareDialog
        portfolio={portfolio}
        opened={open === "share"}
        onClose={() => setOpen(null)}
      />
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
    </>
  );
}

interface ActionsProps {
  portfolio: Portfolio;
  onOpen: (dialog: Dialog) => void;
  onDownload: (format: ExportFormat) => void;
}

function Actions({ portfolio: { id, assetCount }, onOpen, onDownload }: ActionsProps) {
  return (
    <div className={classes.actions}>
      {assetCount > 0 && (
        <Button component={Link} to={`/portfolios/${id}/adjustments`} size="sm">
          Suggest adjustments
        </Button>
      )}
      <Button variant="default" size="sm" onClick={() => onOpen("share")}>
        Share
      </Button>
      <Button component={Link} to={`/portfolios/${id}/edit`} variant="default" size="sm">
        Edit
      </Button>
      <Menu position="bottom-end" width={230} shadow="md">
        <Menu.Target>
          <Button variant="default" size="sm" px="sm" aria-label="More actions">
            ⋯
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOpen("replace")}>Update from a file…</Menu.Item>
          <Menu.Divider />
          <Menu.Label>Download</Menu.Label>
          <Menu.Item onClick={() => onDownload("pdf")}>Report as PDF</Menu.Item>
          <Menu.Item onClick={() => onDownload("csv")}>CSV, to import again</Menu.Item>
          <Menu.Item onClick={() => onDownload("json")}>JSON</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => onOpen("delete")}>
            Delete portfolio…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
