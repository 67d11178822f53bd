import { useEffect, useRef, useState } from "react";

import { UploadIcon } from "./UploadIcon";
import classes from "./WindowDrop.module.css";

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** Makes the whole page a drop zone, and says so while a file hovers over it. */
export function WindowDrop({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);

  useEffect(() => {
    // Entering a child counts as leaving its parent, hence the count.
    const move = (step: 1 | -1) => (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth.current += step;
      setOver(depth.current > 0);
    };
    const [enter, leave] = [move(1), move(-1)];
    const end = () => {
      depth.current = 0;
      setOver(false);
    };
    const drop = (event: DragEvent) => {
      end();
      if (event.dataTransfer?.files.length) onFiles([...event.dataTransfer.files]);
    };
    addEventListener("dragenter", enter);
    addEventListener("dragleave", leave);
    addEventListener("drop", end, { capture: true });
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragenter", enter);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", end, { capture: true });
      removeEventListener("drop", drop);
    };
  }, [onFiles]);

  if (!over) return null;
  return (
    <div className={classes.overlay} aria-hidden="true">
      <div className={classes.inner}>
        <UploadIcon size={44} />
        <strong>Drop it anywhere</strong>
        <span>A new portfolio is made of this file</span>
      </div>
    </div>
  );
}
