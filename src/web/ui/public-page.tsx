import type { ReactNode } from "react";
import { fileAddress } from "../api/client.ts";
import { Mark } from "./mark.tsx";
import { LanguageSwitch } from "./switches.tsx";
import css from "./public-page.module.css";

/** A page for people without an account: the company's own name and logo, one matter, one act; light enough for a cheap phone. */
export const PublicPage = ({
  company,
  title,
  children,
  wide = false,
}: {
  company?: { name: string | null; hasLogo: boolean } | undefined;
  title?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) => (
  <div className={css["page"]}>
    <header>
      <div className={css["company"]}>
        {company?.hasLogo ? <img src={fileAddress("company.logo", {}, true)} alt="" height={40} /> : <Mark size={40} />}
        <span>{company?.name ?? "Kerani"}</span>
      </div>
      <LanguageSwitch />
    </header>
    <main data-wide={wide || undefined}>
      {title ? <h1>{title}</h1> : null}
      {children}
    </main>
    <footer>
      <Mark size={16} />
      <span>Kerani</span>
    </footer>
  </div>
);
