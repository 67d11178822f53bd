import type { ReactNode } from "react";

import classes from "./Card.module.css";

interface CardProps {
  title?: string;
  hint?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  id?: string;
}

/** The one box everything sits in. With a title it is a landmark that screen readers list. */
export function Card({ title, hint, aside, children, className, id }: CardProps) {
  const headingId = title ? `card-${title.toLowerCase().replaceAll(/\W+/gu, "-")}` : undefined;
  return (
    <section className={`${classes.card} ${className ?? ""}`} aria-labelledby={headingId} id={id}>
      {title && (
        <header className={classes.header}>
          <div>
            <h2 id={headingId} className={classes.title}>
              {title}
            </h2>
            {hint && <p className={classes.hint}>{hint}</p>}
          </div>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
