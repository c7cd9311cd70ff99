import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { PublicPage } from "#web/ui/public-page.tsx";
import css from "./sign-in.module.css";
import { words } from "./words.ts";

/** A page of signing in under the company's own name and logo. */
export const SignInFrame = ({ title, children, backLink = false }: { title: ReactNode; children: ReactNode; backLink?: boolean }) => {
  const t = useSay();
  const company = useAsk("company.profile", {});
  return (
    <PublicPage company={company.data} title={title}>
      {children}
      {backLink ? (
        <p className={css["foot"]}>
          <Link href="/sign-in">{t(words.back)}</Link>
        </p>
      ) : null}
    </PublicPage>
  );
};
