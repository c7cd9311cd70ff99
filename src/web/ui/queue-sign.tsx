import { Popover } from "@mantine/core";
import { useSay } from "../i18n/language.tsx";
import type { Waiting } from "../offline/outbox.ts";
import { ActButton } from "./act-button.tsx";
import { IconAlertTriangle, IconCloudOff } from "./icons.ts";
import { TimeAgo } from "./moment.tsx";
import { words } from "./words.ts";
import css from "./signs.module.css";

/** What was given but not yet sent, and what was refused with its reason; absent while there is nothing of the kind. */
export const QueueSign = ({
  waiting,
  onSend,
  onDiscard,
}: {
  waiting: readonly Waiting[];
  onSend(): void;
  onDiscard(key: string): void;
}) => {
  const t = useSay();
  if (waiting.length === 0) return null;
  const refused = waiting.filter(({ state }) => state === "refused").length;
  const left = waiting.length - refused;
  return (
    <Popover width={360} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css["sign"]} data-kind={refused > 0 ? "trouble" : "warning"}>
          {refused > 0 ? <IconAlertTriangle size={18} aria-hidden /> : <IconCloudOff size={18} aria-hidden />}
          <span>
            {[left > 0 ? t(words.waitingToBeSent, left) : "", refused > 0 ? t(words.refusedInQueue, refused) : ""]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <h3 className={css["title"]}>{t(words.queueTitle)}</h3>
        <p className={css["help"]}>{t(words.queueHelp)}</p>
        <ul className={css["list"]}>
          {waiting.map((one) => (
            <li key={one.key}>
              <p>{one.title}</p>
              <p className={css["help"]}>
                <TimeAgo at={new Date(one.madeAt).toISOString()} />
              </p>
              {one.trouble ? <p className={css["trouble"]}>{one.trouble}</p> : null}
              {one.state === "refused" ? <ActButton label={words.discard} onAct={() => onDiscard(one.key)} size="compact-sm" /> : null}
            </li>
          ))}
        </ul>
        {left > 0 ? <ActButton label={words.sendNow} onAct={onSend} main /> : null}
      </Popover.Dropdown>
    </Popover>
  );
};
