import { Menu } from "@mantine/core";
import { useLocation } from "wouter";
import type { Lang } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { IconChevronDown, IconKey, IconLogout, IconSettings, IconUserCheck } from "../ui/icons.ts";
import { Photo } from "../ui/photo.tsx";
import { ColorSchemeSwitch, LanguageSwitch } from "../ui/switches.tsx";
import { words } from "./words.ts";
import css from "./me-menu.module.css";

/** Who I am, as the frame shows it. */
export type Me = { id: string; name: string; role: "staff" | "desk" | "administrator"; hasPhoto?: boolean };
/** Somebody in whose name I may act. */
export type Principal = { id: string; name: string; endsAt: string | null; lends: readonly string[] | null };

/** Who I am, in whose name I may act, how Kerani looks to me, and the way out. */
export const MeMenu = ({
  me,
  principals,
  acting,
  onAct,
  onSignOut,
  onShortcuts,
  onLanguage,
}: {
  me: Me;
  principals: readonly Principal[];
  acting: Principal | undefined;
  onAct(principal: Principal | undefined): void;
  onSignOut(): void;
  onShortcuts(): void;
  onLanguage?: ((lang: Lang) => void) | undefined;
}) => {
  const t = useSay();
  const [, go] = useLocation();
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <button type="button" className={css["me"]} title={t(words.account)}>
          <span className="k-said">{t(words.account)}</span>
          <Photo person={me} size={32} />
          <span className={css["who"]}>
            <span>{me.name}</span>
            <small>{t(words[me.role])}</small>
          </span>
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {acting ? (
          <Menu.Item leftSection={<IconKey size={18} />} onClick={() => onAct(undefined)}>
            {t(words.ownName)}
          </Menu.Item>
        ) : null}
        {principals
          .filter(({ id }) => id !== acting?.id)
          .map((principal) => (
            <Menu.Item key={principal.id} leftSection={<IconUserCheck size={18} />} onClick={() => onAct(principal)}>
              {t(words.actAs, principal.name)}
            </Menu.Item>
          ))}
        {acting || principals.length > 0 ? <Menu.Divider /> : null}
        <div className={css["switches"]}>
          <LanguageSwitch {...(onLanguage ? { onChoose: onLanguage } : {})} />
          <ColorSchemeSwitch />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={18} />} onClick={() => go("/settings")}>
          {t(words.settings)}
        </Menu.Item>
        <Menu.Item leftSection={<kbd className={css["key"]}>?</kbd>} onClick={onShortcuts}>
          {t(words.shortcuts)}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={onSignOut}>
          {t(words.signOut)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
