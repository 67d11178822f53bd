import { Modal } from "@mantine/core";

import type { Portfolio } from "../../api/types";
import { plural } from "../../format/numbers";
import { DropZone } from "../../upload/DropZone";
import { useStartUpload } from "../../upload/UploadProvider";
import classes from "./dialogs.module.css";

interface ReplaceDialogProps {
  portfolio: Portfolio;
  opened: boolean;
  onClose: () => void;
}

export function ReplaceDialog({ portfolio, opened, onClose }: ReplaceDialogProps) {
  const startUpload = useStartUpload();
  return (
    <Modal opened={opened} onClose={onClose} title="Update the holdings from a file" centered>
      <p className={classes.text}>
        The {plural(portfolio.assetCount, "holding")} in <strong>{portfolio.name}</strong> can be
        replaced by those of the file, or added to. You see what changes before anything is stored.
      </p>
      <DropZone
        onFiles={(files) => {
          onClose();
          startUpload(files, { portfolioId: portfolio.id, mode: "replace" });
        }}
      />
    </Modal>
  );
}
