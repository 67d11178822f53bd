import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { profileQuery } from "../../api/account";
import type { Profile } from "../../api/types";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { AdjustmentsCard } from "./AdjustmentsCard";
import { DataCard } from "./DataCard";
import { LimitsCard } from "./LimitsCard";
import { PreferencesCard } from "./PreferencesCard";
import { ProfileCard } from "./ProfileCard";
import { RatesCard } from "./RatesCard";
import { SecurityCard } from "./SecurityCard";
import classes from "./settings.module.css";

const SECTIONS = [
  ["profile", "Profile"],
  ["preferences", "Preferences"],
  ["limits", "Your limits"],
  ["adjustments", "Suggested adjustments"],
  ["rates", "Rates of exchange"],
  ["security", "Security"],
  ["data", "Your data"],
] as const;

export default function SettingsPage() {
  useTitle("Settings");
  const profile = useQuery(profileQuery);
  return (
    <div className={classes.layout}>
      <h1>Settings</h1>
      <nav className={classes.nav} aria-label="Parts of the settings">
        {SECTIONS.map(([id, label]) => (
          <a key={id} href={`#${id}`}>
            {label}
          </a>
        ))}
      </nav>
      <div className={classes.cards}>
        {profile.error && (
          <ErrorPanel error={profile.error} retry={() => void profile.refetch()} />
        )}
        {profile.isPending && <Waiting />}
        {profile.data && <Cards profile={profile.data} />}
      </div>
    </div>
  );
}

function Cards({ profile }: { profile: Profile }) {
  const { preferences } = profile;
  return (
    <>
      <ProfileCard profile={profile} />
      <PreferencesCard preferences={preferences} />
      <LimitsCard saved={preferences.thresholds} />
      <AdjustmentsCard preferences={preferences} />
      <RatesCard />
      <SecurityCard profile={profile} />
      <DataCard profile={profile} />
    </>
  );
}

function Waiting() {
  return (
    <>
      <Skeleton height={380} radius="lg" />
      <Skeleton height={260} radius="lg" />
    </>
  );
}
