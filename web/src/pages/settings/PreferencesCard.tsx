import { SegmentedControl, Select, Switch, useMantineColorScheme } from "@mantine/core";
import { type FormEvent, useId } from "react";

import { useSavePreferences } from "../../api/account";
import type { Preferences } from "../../api/types";
import { currencyChoices } from "../../format/currencies";
import { Card } from "../../ui/Card";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { SaveBar } from "../../ui/SaveBar";
import classes from "./settings.module.css";
import { useChanges } from "./useChanges";

const CURRENCIES = currencyChoices();

export function PreferencesCard({ preferences }: { preferences: Preferences }) {
  const save = useSavePreferences();
  const { defaultCurrency, emailNotifications, shareAnalytics } = preferences;
  const { value, changed, change, clear } = useChanges({
    defaultCurrency,
    emailNotifications,
    shareAnalytics,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(value, { onSuccess: clear });
  }

  return (
    <Card title="Preferences" id="preferences">
      <form onSubmit={submit} className={classes.form}>
        {save.error && <ErrorPanel error={save.error} />}
        <Appearance />
        <Select
          label="Currency of new portfolios"
          searchable
          allowDeselect={false}
          limit={60}
          nothingFoundMessage="No such currency"
          data={CURRENCIES}
          value={value.defaultCurrency}
          onChange={(chosen) => chosen && change({ defaultCurrency: chosen })}
        />
        <Switch
          label="Send me e-mail about my portfolios"
          checked={value.emailNotifications}
          onChange={(event) => change({ emailNotifications: event.currentTarget.checked })}
        />
        <Switch
          label="Share how I use EconLens, to improve it"
          description="Counts of what is used; never what you hold."
          checked={value.shareAnalytics}
          onChange={(event) => change({ shareAnalytics: event.currentTarget.checked })}
        />
        <SaveBar changed={changed} saving={save.isPending} saved={save.isSuccess} />
      </form>
    </Card>
  );
}

function Appearance() {
  const labelId = useId();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div>
      <span id={labelId} className={classes.label}>
        Colour scheme, on this device
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby={labelId}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as "auto" | "light" | "dark")}
        data={[
          { value: "auto", label: "Auto" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
    </div>
  );
}
