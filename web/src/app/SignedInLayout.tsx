import { Outlet, useLocation } from "react-router";
import { useEffect, useRef } from "react";

import { UploadProvider } from "../upload/UploadProvider";
import { Disclaimer } from "./Disclaimer";
import { TopBar } from "./TopBar";
import classes from "./SignedInLayout.module.css";

/** A file dropped beside a drop zone would make the browser leave the app. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const swallow = (event: DragEvent) => event.preventDefault();
    addEventListener("dragover", swallow);
    addEventListener("drop", swallow);
    return () => {
      removeEventListener("dragover", swallow);
      removeEventListener("drop", swallow);
    };
  }, []);
}

/** After a change of page, start at its top and let screen readers read from there. */
function useFreshPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

export default function SignedInLayout() {
  useNoStrayDrops();
  const main = useFreshPage();
  return (
    <UploadProvider>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <TopBar />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <Disclaimer />
    </UploadProvider>
  );
}
