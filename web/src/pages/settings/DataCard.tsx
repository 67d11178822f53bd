import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { downloadAccount } from "../../api/downloads";
import type { Profile } from "../../api/types";
import { Card } from "../../ui/Card";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { DeleteAccountDialog } from "./DeleteAccountDialog";
import classes from "./settings.module.css";

export function DataCard({ profile }: { profile: Profile }) {
  const [deleting, setDeleting] = useState(false);
  const download = useMutation({ mutationFn: downloadAccount });
  return (
    <Card title="Your data" id="data">
      {download.error && <ErrorPanel error={download.error} retry={() => download.mutate()} />}
      <div className={classes.row}>
        <div>
          <strong>Take everything with you</strong>
          <p className={classes.note}>
            One archive: your profile, and every portfolio as CSV and JSON.
          </p>
        </div>
        <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
          Download all
        </Button>
      </div>
      <div className={classes.row}>
        <div>
          <strong>Delete the account</strong>
          <p className={classes.note}>
            Your portfolios, files and links go with it, at once and for good.
          </p>
        </div>
        <Button color="red" variant="outline" onClick={() => setDeleting(true)}>
          Delete…
        </Button>
      </div>
      <DeleteAccountDialog
        email={profile.email}
        opened={deleting}
        onClose={() => setDeleting(false)}
      />
    </Card>
  );
}
