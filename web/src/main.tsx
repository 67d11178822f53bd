import "@mantine/core/styles.css";
import "./app/tokens.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { restoreSession } from "./api/session";
import { App } from "./app/App";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

void restoreSession();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
