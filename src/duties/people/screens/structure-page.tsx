import { Stack } from "@mantine/core";
import { useSay } from "#web/i18n/language.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { GroupsSection } from "./groups-section.tsx";
import { PostsSection } from "./posts-section.tsx";
import { words } from "./structure-words.ts";

/** How the company is built: posts and who holds them, and groups. */
export const StructurePage = () => {
  const t = useSay();
  return (
    <>
      <PageHead title={t(words.title)} hint={t(words.hint)} />
      <Stack gap="lg" maw={900} px={{ base: "md", sm: "lg" }} pb="lg">
        <PostsSection />
        <GroupsSection />
      </Stack>
    </>
  );
};
