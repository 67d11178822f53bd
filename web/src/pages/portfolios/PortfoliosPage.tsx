import { Button, Select, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import { type PortfolioSort, portfoliosQuery } from "../../api/queries";
import type { PortfolioSummary } from "../../api/types";
import { useTitle } from "../../app/useTitle";
import { fromScaled, toScaled } from "../../format/decimal";
import { formatMoney, plural } from "../../format/numbers";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { DropZone } from "../../upload/DropZone";
import { useStartUpload } from "../../upload/UploadProvider";
import { WindowDrop } from "../../upload/WindowDrop";
import { EmptyState } from "./EmptyState";
import { PortfolioCard } from "./PortfolioCard";
import classes from "./PortfoliosPage.module.css";

const SORTS: { value: PortfolioSort; label: string }[] = [
  { value: "updated_at", label: "Latest change" },
  { value: "created_at", label: "Newest" },
  { value: "total_value", label: "Largest" },
  { value: "name", label: "Name" },
];

/** The number of portfolios, and what they come to where that can be said in one currency. */
function summaryOf(portfolios: readonly PortfolioSummary[], total: number): string {
  const count = plural(total, "portfolio");
  const [first] = portfolios;
  const comparable = portfolios.every((p) => p.currency === first?.currency);
  if (!first || total < 2 || portfolios.length < total || !comparable) return count;
  const sum = portfolios.reduce((all, p) => all + toScaled(p.totalValue), 0n);
  return `${count} · ${formatMoney(fromScaled(sum), first.currency)} in total`;
}

export default function PortfoliosPage() {
  useTitle("Your portfolios");
  const startUpload = useStartUpload();
  const [sortBy, setSortBy] = useState<PortfolioSort>("updated_at");
  const list = useInfiniteQuery(portfoliosQuery(sortBy));
  const portfolios = list.data?.pages.flatMap((page) => page.portfolios) ?? [];
  const total = list.data?.pages[0]?.pagination.total ?? 0;

  return (
    <>
      <WindowDrop onFiles={startUpload} />
      {list.isSuccess && total === 0 ? (
        <EmptyState />
      ) : (
        <>
          <div className={classes.head}>
            <div>
              <h1>Your portfolios</h1>
              <p>{list.isSuccess ? summaryOf(portfolios, total) : "Loading…"}</p>
            </div>
            <div className={classes.actions}>
              <Select
                aria-label="Sort by"
                w={165}
                allowDeselect={false}
                data={SORTS}
                value={sortBy}
                onChange={(value) => setSortBy(value as PortfolioSort)}
              />
              {total > 1 && (
                <Button component={Link} to="/compare" variant="default">
                  Compare
                </Button>
              )}
              <Button component={Link} to="/portfolios/new" variant="default">
                Type one in
              </Button>
            </div>
          </div>
          {list.error && <ErrorPanel error={list.error} retry={() => void list.refetch()} />}
          <div className={classes.grid}>
            {list.isPending && <WaitingCards />}
            <Cards portfolios={portfolios} />
            {list.isSuccess && <DropZone onFiles={startUpload} title="Drop another CSV" />}
          </div>
          {list.hasNextPage && (
            <Button
              variant="default"
              mt="lg"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Cards({ portfolios }: { portfolios: readonly PortfolioSummary[] }) {
  return portfolios.map((portfolio) => <PortfolioCard key={portfolio.id} portfolio={portfolio} />);
}

function WaitingCards() {
  return (
    <>
      <Skeleton height={172} radius="lg" />
      <Skeleton height={172} radius="lg" />
      <Skeleton height={172} radius="lg" />
    </>
  );
}
