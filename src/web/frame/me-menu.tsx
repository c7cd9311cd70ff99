import { lazy, Suspense, useState } from "react";
import type { Lang } from "#kernel/i18n/text.ts";
import { MeFace } from "./me-face.tsx";

/** Who I am, as the frame shows it. */
export type Me = { id: string; name: string; role: "staff" | "desk" | "administrator"; hasPhoto?: boolean };
/** Somebody in whose name I may act. */
export type Principal = { id: string; name: string; endsAt: string | null; lends: readonly string[] | null };

/** What the menu knows and what it does. */
export type MeMenuProps = {
  me: Me;
  principals: readonly Principal[];
  acting: Principal | undefined;
  onAct(principal: Principal | undefined): void;
  onSignOut(): void;
  onShortcuts(): void;
  onLanguage?: ((lang: Lang) => void) | undefined;
};

const load = async () => ({ default: (await import("./opened-me-menu.tsx")).OpenedMeMenu });
const OpenedMeMenu = lazy(load);

/** Who I am, in whose name I may act, how Kerani looks to me, and the way out. The menu itself is fetched when somebody reaches for it. */
export const MeMenu = (props: MeMenuProps) => {
  const [wanted, setWanted] = useState(false);
  const face = <MeFace me={props.me} onPointerEnter={() => void load()} onClick={() => setWanted(true)} />;
  return wanted ? (
    <Suspense fallback={face}>
      <OpenedMeMenu {...props} />
    </Suspense>
  ) : (
    face
  );
};
