import { useEffect } from "react";

/** The browser tab says where one is: "Retirement – EconLens". */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – EconLens`;
  }, [title]);
}
