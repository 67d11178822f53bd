import { Modal } from "@mantine/core";
import { useState } from "react";

import type { Portfolio, ShareCreated } from "../../../api/types";
import { NewLink } from "./NewLink";
import { ShareForm } from "./ShareForm";
import { ShareList } from "./ShareList";

interface ShareDialogProps {
  portfolio: Portfolio;
  opened: boolean;
  onClose: () => void;
}

export function ShareDialog({ portfolio, opened, onClose }: ShareDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Share “${portfolio.name}”`} size="lg" centered>
      <FormOrLink portfolioId={portfolio.id} />
      <ShareList portfolioId={portfolio.id} />
    </Modal>
  );
}

function FormOrLink({ portfolioId }: { portfolioId: string }) {
  const [created, setCreated] = useState<ShareCreated | null>(null);
  if (created) return <NewLink created={created} onAnother={() => setCreated(null)} />;
  return <ShareForm portfolioId={portfolioId} onCreated={setCreated} />;
}
