import { Button } from "@mantine/core";
import { useState } from "react";

import type { Profile } from "../../api/types";
import { Card } from "../../ui/Card";
import { Devices } from "./Devices";
import { MfaSetupDialog } from "./MfaSetupDialog";
import { MfaTurnOffDialog } from "./MfaTurnOffDialog";
import classes from "./settings.module.css";

export function SecurityCard({ profile: { mfaEnabled } }: { profile: Profile }) {
  const [open, setOpen] = useState<"setUp" | "turnOff" | null>(null);
  const close = () => setOpen(null);
  return (
    <Card title="Security" id="security">
      <div className={classes.row}>
        <div>
          <strong>One-time codes at sign-in</strong>
          <p className={classes.note}>
            {mfaEnabled
              ? "On: signing in asks for a code of your authenticator app as well."
              : "Off: signing in asks for your password alone. An authenticator app makes it safer."}
          </p>
        </div>
        {mfaEnabled ? (
          <Button variant="default" onClick={() => setOpen("turnOff")}>
            Turn off
          </Button>
        ) : (
          <Button onClick={() => setOpen("setUp")}>Set up</Button>
        )}
      </div>
      <Devices />
      <MfaSetupDialog opened={open === "setUp"} onClose={close} />
      <MfaTurnOffDialog opened={open === "turnOff"} onClose={close} />
    </Card>
  );
}
