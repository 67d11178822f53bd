import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter } from "react-router";

import { ApiError, ConnectionError } from "../api/errors";
import { AppRoutes } from "./AppRoutes";
import { cssVariables, theme } from "./theme";

const ATTEMPTS = 2;

function worthRetrying(failures: number, error: Error): boolean {
  const passing =
    error instanceof ConnectionError || (error instanceof ApiError && error.status === 503);
  return passing && failures < ATTEMPTS;
}

const queryClient = new QueryClient({
  defaultOptions: {
    // "always": a local server answers without the internet too.
    queries: { retry: worthRetrying, networkMode: "always", staleTime: 15_000 },
    mutations: { networkMode: "always" },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <AppRoutes />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
