import "../theme/mantine.css";
import "../theme/font.css";
import "../theme/paper.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { known } from "../api/hooks.ts";
import { LanguageHome } from "../i18n/language.tsx";
import { resolveProperties, theme } from "../theme/theme.ts";
import { ToastHome } from "../ui/toast.tsx";
import { App } from "./app.tsx";

// A new Kerani took the files away that this page still wants: read the page again.
window.addEventListener("vite:preloadError", () => window.location.reload());

// The shell is kept on the device, and notifications arrive there; browsers allow it over TLS and on this very machine.
if (import.meta.env.PROD && "serviceWorker" in navigator)
  window.addEventListener("load", () => void navigator.serviceWorker.register("/worker.js").catch(() => {}));

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={resolveProperties} defaultColorScheme="auto">
        <LanguageHome>
          <QueryClientProvider client={known}>
            <ToastHome>
              <App />
            </ToastHome>
          </QueryClientProvider>
        </LanguageHome>
      </MantineProvider>
    </StrictMode>,
  );
