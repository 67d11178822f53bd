import { Loader } from "@mantine/core";

import classes from "./Splash.module.css";

/** While the page's own script is on its way. Shown late, so that quick loads do not flicker. */
export function Splash() {
  return (
    <div className={classes.splash} role="status" aria-label="Loading EconLens">
      <Loader size="sm" />
    </div>
  );
}
