import { CloseButton } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./Notice.module.css";

interface NoticeProps {
  tone: "problem" | "attention" | "good";
  title: string;
  children: ReactNode;
  onClose?: () => void;
}

/** Something to know, in place: what, and what to do about it. Problems are read out at once. */
export function Notice({ tone, title, children, onClose }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === "problem" ? "alert" : "status"}>
      <div className={classes.head}>
        <strong>{title}</strong>
        {onClose && <CloseButton size="sm" aria-label="Hide this" onClick={onClose} />}
      </div>
      <div className={classes.body}>{children}</div>
    </div>
  );
}
