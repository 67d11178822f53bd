import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = process.env["ECONLENS_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    // Nothing is inlined as a data: address, so the content security policy stays at 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      "/v1": SERVER,
      "/config.json": SERVER,
      "/_local": SERVER,
    },
  },
});
