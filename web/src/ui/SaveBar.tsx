import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./SaveBar.module.css";

interface SaveBarProps {
  changed: boolean;
  saving: boolean;
  saved: boolean;
  children?: ReactNode;
}

/** The end of a form: its button, and a word once it is done. */
export function SaveBar({ changed, saving, saved, children }: SaveBarProps) {
  return (
    <div className={classes.bar}>
      <Button type="submit" disabled={!changed} loading={saving}>
        Save
      </Button>
      {children}
      <span role="status" className={classes.done}>
        {saved && !changed ? "✓ Saved" : ""}
      </span>
    </div>
  );
}
