import { Suspense } from "react";
import { Link, Redirect, useParams } from "wouter";
import { useSay } from "../i18n/language.tsx";
import { IconChevronLeft, IconChevronRight } from "../ui/icons.ts";
import { PageHead } from "../ui/page-head.tsx";
import { WaitingRows } from "../ui/waiting-rows.tsx";
import { useSession } from "./session.tsx";
import { parts, type Part } from "./settings.ts";
import css from "./settings-page.module.css";
import { words } from "./words.ts";

/** Settings: what is one's own, and for administrators what is the company's. On a phone the list is a page of its own. */
export const SettingsPage = () => {
  const t = useSay();
  const { me } = useSession();
  const { part } = useParams<{ part?: string }>();
  const mine = parts.filter(({ duty, role }) => me.duties.includes(duty) && (!role || me.role === "administrator"));
  const open = mine.find(({ path }) => path === part);
  const shown = open ?? mine[0];
  if (part && !open) return <Redirect to="/settings" replace />;
  const companys = mine.filter(({ role }) => role);
  return (
    <div className={css["settings"]} data-open={open ? true : undefined}>
      <nav aria-label={t(words.settings)} className={css["list"]}>
        <PageHead title={t(words.settings)} />
        <h2>{t(words.ownSettings)}</h2>
        <Parts parts={mine.filter(({ role }) => !role)} at={shown} />
        {companys.length > 0 ? (
          <>
            <h2>{t(words.companySettings)}</h2>
            <Parts parts={companys} at={shown} />
          </>
        ) : null}
      </nav>
      {shown ? (
        <div className={css["part"]}>
          <Link href="/settings" className={css["back"]}>
            <IconChevronLeft size={20} aria-hidden />
            {t(words.settings)}
          </Link>
          <PageHead title={t(shown.label)} />
          <div className={css["body"]}>
            <Suspense fallback={<WaitingRows rows={3} />}>
              <shown.Screen key={shown.path} />
            </Suspense>
          </div>
        </div>
      ) : null}
    </div>
  );
};

const Parts = ({ parts: list, at }: { parts: readonly Part[]; at: Part | undefined }) => {
  const t = useSay();
  return (
    <ul>
      {list.map(({ path, label }) => (
        <li key={path}>
          <Link href={`/settings/${path}`} aria-current={path === at?.path ? "page" : undefined}>
            {t(label)}
            <IconChevronRight size={18} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
};
