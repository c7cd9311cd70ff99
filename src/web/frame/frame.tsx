import { lazy, Suspense, useState, type ReactNode } from "react";
import { useSay } from "../i18n/language.tsx";
import { useShortcut } from "../keyboard/shortcuts.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import { Mark } from "../ui/mark.tsx";
import { LanguageSwitch } from "../ui/switches.tsx";
import { ActingBanner } from "./acting-banner.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { MeMenu, type Me, type Principal } from "./me-menu.tsx";
import type { Place } from "./place.ts";
import { Rail } from "./rail.tsx";
import { words } from "./words.ts";
import css from "./frame.module.css";

const ShortcutHelp = lazy(async () => ({ default: (await import("./shortcut-help.tsx")).ShortcutHelp }));

/** What the frame is told; everything it shows comes from here. */
export type FrameProps = {
  company: string | null;
  places: readonly Place[];
  /** Less often needed, at the foot of the rail. */
  below: readonly Place[];
  /** What one comes to do, in the middle of a phone's bar. */
  main: Place;
  me: Me;
  principals: readonly Principal[];
  acting: Principal | undefined;
  onAct(principal: Principal | undefined): void;
  onSignOut(): void;
  /** The reader chose a language: keep it with their record. */
  onLanguage?(lang: Lang): void;
  bar: ReactNode;
  /** The queue of what is not sent yet. */
  queue?: ReactNode;
  /** The strip about the connection. */
  connection?: ReactNode;
  foot: ReactNode;
  children: ReactNode;
};

/** The frame round every screen of somebody who is signed in. */
export const Frame = (props: FrameProps) => {
  const t = useSay();
  const [help, setHelp] = useState(false);
  useShortcut("?", words.shortcuts, () => setHelp(true));
  return (
    <div className={css["frame"]} data-acting={props.acting ? true : undefined}>
      <a href="#content" className={css["skip"]}>
        {t(words.skip)}
      </a>
      <Rail company={props.company} places={props.places} below={props.below} />
      <div className={css["middle"]}>
        <header className={css["top"]}>
          <span className={css["mark"]}>
            <Mark size={32} title="Kerani" />
          </span>
          {props.bar}
          <div className={css["mine"]}>
            {props.queue}
            <span className={css["language"]}>
              <LanguageSwitch {...(props.onLanguage ? { onChoose: props.onLanguage } : {})} />
            </span>
            <MeMenu
              me={props.me}
              principals={props.principals}
              acting={props.acting}
              onAct={props.onAct}
              onSignOut={props.onSignOut}
              onLanguage={props.onLanguage}
              onShortcuts={() => setHelp(true)}
            />
          </div>
        </header>
        {props.acting ? <ActingBanner acting={props.acting} onBack={() => props.onAct(undefined)} /> : null}
        {props.connection}
        <main id="content" className={css["content"]} tabIndex={-1}>
          {props.children}
        </main>
        {props.foot}
        <BottomBar places={props.places.filter(({ onPhone }) => onPhone)} main={props.main} />
      </div>
      {help ? (
        <Suspense fallback={null}>
          <ShortcutHelp open onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
};
