import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";

import type { Portfolio } from "../../api/types";
import { deletePortfolio } from "../../api/queries";
import { formatMoney, plural } from "../../format/numbers";
import { ErrorPanel } from "../../ui/ErrorPanel";
import classes from "./dialogs.module.css";

interface DeleteDialogProps {
  portfolio: Portfolio;
  etag: string;
  opened: boolean;
  onClose: () => void;
}

export function DeleteDialog({ portfolio, etag, opened, onClose }: DeleteDialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deletePortfolio(portfolio.id, etag),
    onSuccess: async () => {
      await navigate("/");
      client.removeQueries({ queryKey: ["portfolio", portfolio.id] });
      await client.invalidateQueries({ queryKey: ["portfolios"] });
    },
  });
  const { name, assetCount, totalValue, currency } = portfolio;
  return (
    <Modal opened={opened} onClose={onClose} title="Delete this portfolio?" centered>
      <p className={classes.text}>
        <strong>{name}</strong> and its {plural(assetCount, "holding")} worth{" "}
        {formatMoney(totalValue, currency)} will be gone for good. Your broker account is not
        touched.
      </p>
      {remove.error && <ErrorPanel error={remove.error} />}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete
        </Button>
      </div>
    </Modal>
  );
}
