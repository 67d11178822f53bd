import classes from "./Logo.module.css";

/** The lens: bars seen through a glass. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={classes.logo}>
      <rect width="32" height="32" rx="8" className={classes.plate} />
      <circle cx="14" cy="14" r="7.5" fill="none" stroke="#fff" strokeWidth="2.4" />
      <path
        d="M19.6 19.6 25 25"
        fill="none"
        className={classes.handle}
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path
        d="M10.6 16.4v-2M14 16.4v-5M17.4 16.4v-3.4"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <Logo />
      <span>EconLens</span>
    </span>
  );
}
