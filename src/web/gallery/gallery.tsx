import { useSearchParams, useRoute } from "wouter";
import { useSay } from "../i18n/language.tsx";
import { ActButton } from "../ui/act-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PublicPage } from "../ui/public-page.tsx";
import { GalleryDesk } from "./desk.tsx";
import { GalleryKit } from "./kit.tsx";
import css from "./gallery.module.css";
import { words } from "./words.ts";

const Public = () => {
  const t = useSay();
  return (
    <PublicPage company={{ name: "PT Sumber Makmur Sentosa", hasLogo: false }} title={t(words.publicTitle)}>
      <p className={css["body"]}>{t(words.publicText)}</p>
      <ActButton label={words.publicAct} onAct={() => {}} main size="lg" fullWidth mt="lg" />
    </PublicPage>
  );
};

/** The kit for those who build with it; no part of the rail leads here. */
const Gallery = () => {
  const t = useSay();
  const [, at] = useRoute("/galeri/:part");
  const [search] = useSearchParams();
  if (at?.part === "desk") return <GalleryDesk acting={search.has("acting")} offline={search.has("offline")} open={search.has("open")} />;
  if (at?.part === "public") return <Public />;
  if (at?.part === "empty") return <EmptyState title={t(words.emptyTitle)} text={t(words.emptyText)} />;
  return <GalleryKit />;
};

export default Gallery;
