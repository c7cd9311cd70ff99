import type { WireState } from "../api/live.ts";
import { useSay } from "../i18n/language.tsx";
import { IconWifiOff } from "./icons.ts";
import { words } from "./words.ts";
import css from "./signs.module.css";

/** A strip that says the connection is broken or the device is offline; absent while all is well. */
export const ConnectionSign = ({ state, offline, copyFrom }: { state: WireState; offline: boolean; copyFrom?: string | undefined }) => {
  const t = useSay();
  const said = offline ? t(words.offline) : state === "broken" ? t(words.broken) : undefined;
  return (
    <output className={said ? css["strip"] : undefined}>
      {said ? (
        <>
          <IconWifiOff size={18} aria-hidden />
          <p>
            {said} {copyFrom ? t(words.readingCopy, copyFrom) : null}
          </p>
        </>
      ) : null}
    </output>
  );
};
