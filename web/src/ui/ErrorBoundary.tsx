import { Component, type ReactNode } from "react";

import { Message } from "./Message";

/** Last resort: a bug in a page shows a way out instead of nothing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Message
        title="Something went wrong"
        text="EconLens stumbled over this page. Reload it; your data is safe on the server."
        action={{ label: "Reload", run: () => location.reload() }}
      />
    );
  }
}
