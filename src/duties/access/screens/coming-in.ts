import { useCallback } from "react";
import { useLocation, useSearchParams } from "wouter";
import { actFor } from "#web/api/client.ts";
import { known } from "#web/api/hooks.ts";
import { nextAddress } from "#web/app/way-in.ts";
import { useSay, type Say } from "#web/i18n/language.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { deviceName } from "#web/ui/device.ts";
import { PasskeyCancelled } from "./passkey.ts";
import { words } from "./words.ts";

/** Goes in after a session was opened: to where one wanted to go, knowing nothing of who was here before. */
export const useComingIn = (): (() => void) => {
  const [, go] = useLocation();
  const [parameters] = useSearchParams();
  const next = nextAddress(parameters.get("to"));
  return useCallback(() => {
    actFor(undefined);
    known.clear();
    go(next, { replace: true });
  }, [go, next]);
};

/** This browser's name, in the reader's language. */
export const useDevice = (): string => useSay()(deviceName(navigator.userAgent));

/** Why one did not come in, in a sentence that says what to do. */
export const signInTrouble = (error: unknown, t: Say): string =>
  error instanceof PasskeyCancelled ? t(words.passkeyCancelled) : sentenceOf(error, t);
