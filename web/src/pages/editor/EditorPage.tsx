import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { profileQuery } from "../../api/account";
import { portfolioQuery } from "../../api/queries";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { PortfolioForm } from "./PortfolioForm";
import { draftOf, emptyDraft } from "./draft";

export default function EditorPage() {
  const { id } = useParams();
  return id ? <EditExisting key={id} id={id} /> : <CreateNew />;
}

function CreateNew() {
  useTitle("New portfolio");
  const profile = useQuery(profileQuery);
  if (profile.isPending) return <Skeleton height={420} radius="lg" />;
  // Without the preferences one can type all the same.
  return <EmptyForm currency={profile.data?.preferences.defaultCurrency ?? "USD"} />;
}

function EmptyForm({ currency }: { currency: string }) {
  const [start] = useState(() => emptyDraft(currency));
  return <PortfolioForm start={start} existing={null} onReload={null} />;
}

function EditExisting({ id }: { id: string }) {
  useTitle("Edit portfolio");
  // What is being typed must not be swapped for what the server has meanwhile.
  const query = useQuery({
    ...portfolioQuery(id),
    staleTime: Infinity,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
  });
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending || query.isFetching) return <Skeleton height={420} radius="lg" />;
  const { portfolio, etag } = query.data;
  return (
    <PortfolioForm
      key={etag}
      start={draftOf(portfolio)}
      existing={{ id, etag }}
      onReload={() => void query.refetch()}
    />
  );
}
