import { useQuery } from "@tanstack/react-query";

import { configQuery } from "../../api/queries";
import classes from "./auth.module.css";

/** Where to look when no letter comes; a server of one's own may have no mail to send it with. */
export function NoLetter() {
  const { data: config } = useQuery(configQuery);
  return (
    <p className={classes.note}>
      No letter within a few minutes? Look among the spam.
      {config?.host === "local" &&
        " If this EconLens runs without a mail server, whoever runs it finds the letter in its outbox."}
    </p>
  );
}
