import { Button } from "@mantine/core";
import { Link } from "react-router";

import { useLoadSamples } from "../../api/queries";
import { useSession } from "../../app/useSession";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { DropZone } from "../../upload/DropZone";
import { useStartUpload } from "../../upload/UploadProvider";
import classes from "./EmptyState.module.css";

/** The newcomer's first page: three ways to a portfolio, the best one largest. */
export function EmptyState() {
  const session = useSession();
  const startUpload = useStartUpload();
  const samples = useLoadSamples();
  const name = session.status === "signedIn" ? session.user.firstName : "";
  return (
    <div className={classes.page}>
      <header>
        <h1>Welcome, {name}. What do you hold?</h1>
        <p className={classes.lead}>
          Give EconLens a positions export from your broker and see the risk in it within seconds.
        </p>
      </header>
      {samples.error && <ErrorPanel error={samples.error} retry={() => samples.mutate()} />}
      <div className={classes.drop}>
        <DropZone large onFiles={startUpload} />
      </div>
      <div className={classes.others}>
        <div className={classes.other}>
          <h2>Just looking?</h2>
          <p>Load three realistic portfolios and see what EconLens makes of them.</p>
          <Button variant="light" loading={samples.isPending} onClick={() => samples.mutate()}>
            Load sample portfolios
          </Button>
        </div>
        <div className={classes.other}>
          <h2>Only a few holdings?</h2>
          <p>Type them in: a symbol and an amount per line is enough.</p>
          <Button component={Link} to="/portfolios/new" variant="light">
            Type a portfolio in
          </Button>
        </div>
      </div>
    </div>
  );
}
