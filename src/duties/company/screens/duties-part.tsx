import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { words as kit } from "#web/ui/words.ts";
import { DutySwitches } from "./duty-switches.tsx";
import { words } from "./words.ts";

/** Which duties this company uses; a switch works at once, on every open screen. */
export const DutiesPart = () => {
  const t = useSay();
  const form = useRun();
  const { data } = useAsk("company.profile", {});
  if (!data) return <WaitingRows rows={3} />;
  const off = data.duties.filter(({ on }) => !on).map(({ name }) => name);
  return (
    <Section title={t(words.duties)} help={t(words.dutiesHelp)}>
      <Trouble of={form} />
      <DutySwitches
        duties={data.duties}
        off={off}
        onChange={(next) => void form.run(() => give("company.use-duties", { off: next }), t(kit.saved), ["setting", "session", "company"])}
      />
    </Section>
  );
};
