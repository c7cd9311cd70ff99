import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { serviceWorker } from "./src/web/build/service-worker.ts";

const KERANI = process.env["KERANI_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: "src/web",
  publicDir: "public",
  plugins: [react(), serviceWorker()],
  build: {
    outDir: "../../dist",
    emptyOutDir: true,
    manifest: true,
    target: ["chrome109", "safari16", "firefox115"],
    // Nothing may be inlined as data: the policy of the pages allows fonts and scripts from our own files alone.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": KERANI, "/live": KERANI } },
});
