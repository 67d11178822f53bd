import type { Level } from "../api/types";
import { LEVEL_LABELS } from "../format/labels";
import classes from "./LevelBadge.module.css";

/** A level in a word and its colour, never by colour alone. */
export function LevelBadge({ level, label }: { level: Level; label?: string }) {
  return (
    <span className={classes.badge} data-level={level}>
      {label ?? LEVEL_LABELS[level]}
    </span>
  );
}
