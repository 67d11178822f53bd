import classes from "./SignedInLayout.module.css";

export function Disclaimer() {
  return (
    <footer className={classes.footer}>
      EconLens estimates risk from what you hold. It suggests adjustments to consider and is not
      investment advice.
    </footer>
  );
}
