/** One page of signing in hands the typed address on to the next, so that it is typed once. */
import { useLocation } from "react-router";

export interface EmailPassedOn {
  email: string;
}

export function useEmailPassedOn(): string {
  return (useLocation().state as EmailPassedOn | null)?.email ?? "";
}
