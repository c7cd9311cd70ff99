import type { ComponentPropsWithRef } from "react";
import { useSay } from "../i18n/language.tsx";
import { IconChevronDown } from "../ui/icons.ts";
import { Photo } from "../ui/photo.tsx";
import type { Me } from "./me-menu.tsx";
import { words } from "./words.ts";
import css from "./me-menu.module.css";

/** The button with my face and name that opens my menu. */
export const MeFace = ({ me, ...button }: { me: Me } & ComponentPropsWithRef<"button">) => {
  const t = useSay();
  return (
    <button aria-haspopup="menu" aria-expanded={false} {...button} type="button" className={css["me"]} title={t(words.account)}>
      <span className="k-said">{t(words.account)}</span>
      <Photo person={me} size={32} />
      <span className={css["who"]}>
        <span>{me.name}</span>
        <small>{t(words[me.role])}</small>
      </span>
      <IconChevronDown size={16} aria-hidden />
    </button>
  );
};
