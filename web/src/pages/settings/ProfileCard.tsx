import { Checkbox, TextInput } from "@mantine/core";
import type { FormEvent } from "react";

import { useSaveProfile } from "../../api/account";
import { fieldErrors } from "../../api/errors";
import type { Profile, ProfileInput } from "../../api/types";
import { Card } from "../../ui/Card";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { SaveBar } from "../../ui/SaveBar";
import { AboutYouFields } from "../auth/AboutYouFields";
import classes from "./settings.module.css";
import { useChanges } from "./useChanges";

function inputOf(profile: Profile): ProfileInput {
  const { firstName, lastName, userType, investmentExperience, riskTolerance } = profile;
  const { marketingConsent } = profile;
  return { firstName, lastName, userType, investmentExperience, riskTolerance, marketingConsent };
}

export function ProfileCard({ profile }: { profile: Profile }) {
  const save = useSaveProfile();
  const { value, changed, change, clear } = useChanges(inputOf(profile));
  const wrong = fieldErrors(save.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(value, { onSuccess: clear });
  }

  return (
    <Card title="Profile" hint={profile.email} id="profile">
      <form onSubmit={submit} className={classes.form}>
        {save.error && <ErrorPanel error={save.error} />}
        <div className={classes.pair}>
          <TextInput
            label="First name"
            autoComplete="given-name"
            required
            withAsterisk={false}
            value={value.firstName}
            onChange={(event) => change({ firstName: event.currentTarget.value })}
            error={wrong.get("firstName")}
          />
          <TextInput
            label="Last name"
            autoComplete="family-name"
            required
            withAsterisk={false}
            value={value.lastName}
            onChange={(event) => change({ lastName: event.currentTarget.value })}
            error={wrong.get("lastName")}
          />
        </div>
        <AboutYouFields value={value} onChange={change} />
        <Checkbox
          label="Send me product news now and then"
          checked={value.marketingConsent}
          onChange={(event) => change({ marketingConsent: event.currentTarget.checked })}
        />
        <SaveBar changed={changed} saving={save.isPending} saved={save.isSuccess} />
      </form>
    </Card>
  );
}
