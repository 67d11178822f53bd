import type { ReactNode } from "react";
import { Link } from "react-router";

import { Wordmark } from "../ui/Logo";
import { Disclaimer } from "./Disclaimer";
import frame from "./SignedInLayout.module.css";
import bar from "./TopBar.module.css";

/** Around pages that anybody may see: no menu, no account. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <header className={bar.bar}>
        <div className={bar.inner}>
          <Link to="/" className={bar.home} aria-label="EconLens">
            <Wordmark />
          </Link>
        </div>
      </header>
      <main className={frame.main}>{children}</main>
      <Disclaimer />
    </>
  );
}
