import type { ReactNode } from "react";

import { Wordmark } from "../../ui/Logo";
import classes from "./AuthLayout.module.css";
import { LensPicture } from "./LensPicture";

const PROMISES = [
  ["Drop what your broker gave you", "Positions exports from Schwab, Fidelity, Vanguard and plain CSV are recognised by their content."],
  ["One score you can take apart", "From 1 to 10, with every part, its points and what would lower it."],
  ["Nothing hidden", "Every figure shows its limits and where it came from. Estimates are called estimates."],
];

/** The form on one side, what it is for on the other. */
export function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className={classes.page}>
      <main className={classes.form}>
        <div className={classes.inner}>
          <Wordmark />
          {children}
        </div>
      </main>
      <aside className={classes.pitch} aria-label="What EconLens does">
        <div className={classes.pitchInner}>
          <LensPicture />
          <h2>See the risk you really hold.</h2>
          <ul>
            {PROMISES.map(([title, text]) => (
              <li key={title}>
                <strong>{title}</strong>
                <span>{text}</span>
              </li>
            ))}
          </ul>
        </div>
      </aside>
    </div>
  );
}
