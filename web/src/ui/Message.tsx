import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import { Logo } from "./Logo";
import classes from "./Message.module.css";

interface MessageProps {
  title: string;
  text: string;
  action?: { label: string; run: () => void };
  children?: ReactNode;
}

/** A page with one thing to say and one thing to do. */
export function Message({ title, text, action, children }: MessageProps) {
  return (
    <div className={classes.message} role="alert">
      <Logo size={44} />
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.text}>{text}</p>
      {action && <Button onClick={action.run}>{action.label}</Button>}
      {children}
    </div>
  );
}
