import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { devicesQuery, useRevokeDevice } from "../../api/account";
import type { Device } from "../../api/types";
import { formatAgo, formatDate } from "../../format/numbers";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { deviceName } from "./deviceName";
import classes from "./settings.module.css";

/** Where the reader is signed in. */
export function Devices() {
  const list = useQuery(devicesQuery);
  const revoke = useRevokeDevice();
  return (
    <section aria-labelledby="devices" className={classes.devices}>
      <h3 id="devices">Where you are signed in</h3>
      {list.isPending && <Skeleton height={56} radius="md" />}
      {list.error && <ErrorPanel error={list.error} retry={() => void list.refetch()} />}
      {revoke.error && <ErrorPanel error={revoke.error} />}
      <ul>
        {list.data?.devices.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            busy={revoke.isPending && revoke.variables === device.id}
            onSignOut={() => revoke.mutate(device.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface DeviceRowProps {
  device: Device;
  busy: boolean;
  onSignOut: () => void;
}

function DeviceRow({ device, busy, onSignOut }: DeviceRowProps) {
  const { name, signedInAt, usedAt, current } = device;
  return (
    <li className={classes.row}>
      <div>
        <strong title={name}>{deviceName(name)}</strong>
        <p className={classes.note}>
          {current ? "This device" : `Last used ${formatAgo(usedAt)}`} · signed in{" "}
          {formatDate(signedInAt)}
        </p>
      </div>
      {!current && (
        <Button size="xs" variant="default" loading={busy} onClick={onSignOut}>
          Sign out
        </Button>
      )}
    </li>
  );
}
