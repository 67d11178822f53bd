import { SegmentedControl, useMantineColorScheme } from "@mantine/core";

import { useSession } from "../../app/useSession";
import { useTitle } from "../../app/useTitle";
import { labelOf } from "../../format/labels";
import { Card } from "../../ui/Card";
import classes from "./SettingsPage.module.css";

/** What EconLens knows about the reader; changing it comes with the profile routes. */
export default function SettingsPage() {
  useTitle("Settings");
  const session = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (session.status !== "signedIn") return null;
  const { user } = session;
  const facts = [
    ["Name", `${user.firstName} ${user.lastName}`],
    ["E-mail", user.email],
    ["You are", labelOf(user.userType)],
    ["Experience", labelOf(user.investmentExperience)],
    ["Risk tolerance", labelOf(user.riskTolerance)],
  ];
  return (
    <div className={classes.page}>
      <h1>Settings</h1>
      <Card title="Appearance" hint="Light, dark, or whatever your system says.">
        <SegmentedControl
          aria-label="Colour scheme"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as "auto" | "light" | "dark")}
          data={[
            { value: "auto", label: "Auto" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
      </Card>
      <Card title="Your account" hint="As you stated it when you signed up.">
        <dl className={classes.facts}>
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}
