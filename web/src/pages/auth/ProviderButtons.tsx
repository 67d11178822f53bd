import { Button, Divider } from "@mantine/core";

import type { SignInProvider } from "../../api/queries";
import classes from "./auth.module.css";

/** Nothing at all where no provider is set up. */
export function ProviderButtons({ providers }: { providers: SignInProvider[] }) {
  if (providers.length === 0) return null;
  return (
    <>
      <Divider label="or" my="lg" />
      <div className={classes.fields}>
        {providers.map(({ id, name, url }) => (
          <Button key={id} component="a" href={url} variant="default" size="md" fullWidth>
            Continue with {name}
          </Button>
        ))}
      </div>
    </>
  );
}
