import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { useShortcut } from "../keyboard/shortcuts.ts";
import { IconSearch, IconX } from "../ui/icons.ts";
import { Keys } from "../ui/keys.tsx";
import { words as kit } from "../ui/words.ts";
import { words } from "./words.ts";
import css from "./command-bar.module.css";

/** Something that the command bar offers for what was typed. */
export type BarEntry = {
  id: string;
  group: Text;
  icon?: ReactNode;
  title: string;
  detail?: string | null | undefined;
  keys?: string | undefined;
  run(): void;
};

// oxlint-disable jsx-a11y/prefer-tag-over-role -- the combobox of the ARIA practices; no native element has groups and two lines
/** One field that takes, finds and does everything: `/` or Ctrl-K, type, Enter. */
export const CommandBar = ({
  text,
  onText,
  entries,
  busy,
}: {
  text: string;
  onText(text: string): void;
  entries: readonly BarEntry[];
  busy?: boolean;
}) => {
  const t = useSay();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, entries.length - 1);
  const focus = (): void => {
    setOpen(true);
    field.current?.focus();
    field.current?.select();
  };
  useShortcut("/", words.barShort, focus);
  useShortcut("Mod+k", words.barShort, focus);
  const leave = (): void => {
    setOpen(false);
    field.current?.blur();
  };
  const run = (entry: BarEntry | undefined): void => {
    if (!entry) return;
    leave();
    onText("");
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      setOpen(true);
      setAt((chosen + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === "Enter") run(entries[chosen]);
    else if (event.key === "Escape") {
      event.stopPropagation();
      if (text) onText("");
      else leave();
    } else return;
    event.preventDefault();
  };
  return (
    <div
      className={css["bar"]}
      data-open={open || undefined}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <search className={css["field"]}>
        <IconSearch size={18} aria-hidden />
        <input
          ref={field}
          role="combobox"
          aria-label={t(words.bar)}
          aria-expanded={open}
          aria-controls={`${id}list`}
          aria-activedescendant={open && entries[chosen] ? `${id}${chosen}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          placeholder={t(words.bar)}
          value={text}
          onFocus={() => setOpen(true)}
          onChange={(event) => {
            setOpen(true);
            setAt(0);
            onText(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={css["hint"]}>
          <Keys keys="/" />
        </span>
        <button type="button" className={css["closer"]} onClick={leave} aria-label={t(kit.close)}>
          <IconX size={20} aria-hidden />
        </button>
      </search>
      <div className={css["list"]} id={`${id}list`} role="listbox" aria-label={t(words.bar)} aria-busy={busy || undefined} hidden={!open}>
        {entries.map((entry, index) => (
          <div key={entry.id}>
            {entries[index - 1]?.group === entry.group ? null : (
              <p className={css["group"]} role="presentation">
                {t(entry.group)}
              </p>
            )}
            <div
              id={`${id}${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={css["entry"]}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setAt(index)}
              onClick={() => run(entry)}
              onKeyDown={onKeyDown}
            >
              <span className={css["icon"]} aria-hidden="true">
                {entry.icon}
              </span>
              <span className={css["title"]}>{entry.title}</span>
              {entry.detail ? <span className={css["detail"]}>{entry.detail}</span> : null}
              {index === chosen ? <Keys keys="Enter" /> : entry.keys ? <Keys keys={entry.keys} /> : null}
            </div>
          </div>
        ))}
        {entries.length === 0 ? (
          <p className={css["none"]} role="presentation">
            {t(busy ? kit.loading : words.barEmpty)}
          </p>
        ) : null}
        {text === "" ? (
          <p className={css["try"]} role="presentation">
            {t(words.barHint)}
          </p>
        ) : null}
      </div>
    </div>
  );
};
