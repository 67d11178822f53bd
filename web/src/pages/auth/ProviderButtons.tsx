import { Button, Divider } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { addressToSignIn, hostedDomain } from "../../api/hostedSignIn";
import type { AppConfig } from "../../api/queries";
import { ErrorPanel } from "../../ui/ErrorPanel";
import classes from "./auth.module.css";

/** Nothing at all where no provider is set up. */
export function ProviderButtons({ config }: { config: AppConfig | undefined }) {
  const hosted = hostedDomain(config);
  const leave = useMutation({
    mutationFn: async (provider: string) => {
      if (hosted) location.assign(await addressToSignIn(hosted, provider));
    },
  });
  const providers = (config?.providers ?? []).filter(({ url }) => url || hosted);
  if (providers.length === 0) return null;
  return (
    <>
      <Divider label="or" my="lg" />
      <div className={classes.fields}>
        {leave.error && <ErrorPanel error={leave.error} />}
        {providers.map(({ id, name, url }) =>
          url ? (
            <Button key={id} component="a" href={url} variant="default" size="md" fullWidth>
              Continue with {name}
            </Button>
          ) : (
            <Button
              key={id}
              onClick={() => leave.mutate(id)}
              loading={leave.isPending && leave.variables === id}
              variant="default"
              size="md"
              fullWidth
            >
              Continue with {name}
            </Button>
          ),
        )}
      </div>
    </>
  );
}
