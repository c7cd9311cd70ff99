import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const ENTRY = fileURLToPath(new URL("../worker/worker.ts", import.meta.url));
const OUT = fileURLToPath(new URL("../../../dist/", import.meta.url));
/** Kept from the first visit on; screens opened rarely are kept when they are first opened. */
const SHELL = /\.(html|js|css|woff2|svg|webmanifest)$|icons\/icon-192\.png$/;

/** Builds the service worker as one file, knowing every file of the shell and a name for this very build. */
export const serviceWorker = (): Plugin => {
  let files: string[] = [];
  let name = "";
  return {
    name: "kerani-service-worker",
    apply: "build",
    async writeBundle(_, bundle) {
      files = Object.keys(bundle)
        .filter((file) => SHELL.test(file) && !file.includes("gallery"))
        .map((file) => (file === "index.html" ? "/" : `/${file}`))
        .sort();
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(files.join()));
      name = Buffer.from(digest).toString("hex").slice(0, 12);
    },
    async closeBundle() {
      if (files.length === 0) return;
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: {
          SHELL_FILES: JSON.stringify([...files, "/favicon.svg", "/manifest.webmanifest", "/scheme.js"]),
          SHELL_NAME: JSON.stringify(name),
        },
        build: {
          outDir: OUT,
          emptyOutDir: false,
          copyPublicDir: false,
          reportCompressedSize: false,
          rolldownOptions: { input: ENTRY, output: { format: "iife", entryFileNames: "worker.js", codeSplitting: false } },
        },
      });
    },
  };
};
