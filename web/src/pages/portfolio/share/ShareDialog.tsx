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
  const [created, setCreated] = useState<ShareCreated | null>(null);
  const close = () => {
    setCreated(null);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={`Share “${portfolio.name}”`} size="lg" centered>
      {created ? (
        <NewLink created={created} onAnother={() => setCreated(null)} />
      ) : (
        <ShareForm portfolioId={portfolio.id} onCreated={setCreated} />
      )}
      <ShareList portfolioId={portfolio.id} />
    </Modal>
  );
}
