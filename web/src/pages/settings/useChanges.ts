import { useState } from "react";

/** What the reader has changed but not saved yet, laid over what is saved. */
export function useChanges<T extends object>(saved: T) {
  const [changes, setChanges] = useState<Partial<T>>({});
  const value: T = { ...saved, ...changes };
  return {
    value,
    changed: JSON.stringify(value) !== JSON.stringify(saved),
    change: (more: Partial<T>) => setChanges((before) => ({ ...before, ...more })),
    clear: () => setChanges({}),
  };
}
