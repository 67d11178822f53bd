import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { sharesQuery, useRevoke } from "../../../api/shares";
import type { Share } from "../../../api/types";
import { formatAgo } from "../../../format/numbers";
import { ErrorPanel } from "../../../ui/ErrorPanel";
import classes from "./share.module.css";
import { howLong, howOftenViewed, whatItShows } from "./shareWords";

export function ShareList({ portfolioId }: { portfolioId: string }) {
  const list = useQuery(sharesQuery(portfolioId));
  const revoke = useRevoke(portfolioId);
  return (
    <section className={classes.links} aria-labelledby="share-links">
      <h2 id="share-links">Links to this portfolio</h2>
      {list.isPending && <Skeleton height={64} radius="md" />}
      {list.error && <ErrorPanel error={list.error} retry={() => void list.refetch()} />}
      {revoke.error && <ErrorPanel error={revoke.error} />}
      {list.data?.shares.length === 0 && <p className={classes.lead}>None yet.</p>}
      <ul>
        {list.data?.shares.map((share) => (
          <Link
            key={share.id}
            share={share}
            busy={revoke.isPending && revoke.variables === share.id}
            onRevoke={() => revoke.mutate(share.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface LinkProps {
  share: Share;
  busy: boolean;
  onRevoke: () => void;
}

function Link({ share, busy, onRevoke }: LinkProps) {
  const [asked, setAsked] = useState(false);
  return (
    <li data-expired={share.expired || undefined}>
      <span className={classes.what}>
        <strong>{whatItShows(share)}</strong>
        <span>
          Made {formatAgo(share.createdAt)} · {howLong(share)}
        </span>
        <span>{howOftenViewed(share)}</span>
      </span>
      {asked ? (
        <span className={classes.sure}>
          <Button size="xs" variant="default" onClick={() => setAsked(false)}>
            Keep
          </Button>
          <Button size="xs" color="red" loading={busy} onClick={onRevoke}>
            Revoke for good
          </Button>
        </span>
      ) : (
        <Button size="xs" variant="default" onClick={() => setAsked(true)}>
          {share.expired ? "Remove" : "Revoke"}
        </Button>
      )}
    </li>
  );
}
