import { Menu } from "@mantine/core";
import { useLocation } from "wouter";
import { useSay } from "../i18n/language.tsx";
import { IconKey, IconLogout, IconSettings, IconUserCheck } from "../ui/icons.ts";
import { ColorSchemeSwitch, LanguageSwitch } from "../ui/switches.tsx";
import { MeFace } from "./me-face.tsx";
import type { MeMenuProps } from "./me-menu.tsx";
import { words } from "./words.ts";
import css from "./me-menu.module.css";

/** My menu, open from the first moment on. */
export const OpenedMeMenu = ({ me, principals, acting, onAct, onSignOut, onShortcuts, onLanguage }: MeMenuProps) => {
  const t = useSay();
  const [, go] = useLocation();
  return (
    <Menu position="bottom-end" width={280} defaultOpened>
      <Menu.Target>
        <MeFace me={me} />
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
