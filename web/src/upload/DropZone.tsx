import { useId, useState } from "react";

import classes from "./DropZone.module.css";
import { UploadIcon } from "./UploadIcon";

interface DropZoneProps {
  onFiles: (files: readonly File[]) => void;
  large?: boolean;
  title?: string;
}

/** A place to drop a file or to choose one; the keyboard reaches the hidden input. */
export function DropZone({ onFiles, large = false, title = "Drop your broker’s CSV" }: DropZoneProps) {
  const id = useId();
  const [over, setOver] = useState(false);

  return (
    // Dropping is for the mouse; the keyboard has the input inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <label
      htmlFor={id}
      className={classes.zone}
      data-over={over || undefined}
      data-large={large || undefined}
      onDragEnter={() => setOver(true)}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <UploadIcon />
      <span className={classes.title}>{title}</span>
      <span className={classes.hint}>
        or <span className={classes.choose}>choose a file</span> · any broker’s CSV or Excel file · up
        to 10&nbsp;MB
      </span>
      <input
        id={id}
        type="file"
        className="visuallyHidden"
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again after it was corrected.
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}
