import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { give } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { ReasonList } from "#web/ui/reason-list.tsx";
import { Section } from "#web/ui/section.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { UrgencyChoice } from "#web/ui/urgency-choice.tsx";
import type { Urgency } from "#web/ui/urgency.tsx";
import { words } from "./words.ts";

/** Jangkau: who would be told, how, when and why; and the button that does it. */
export const ReachPage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const [parameters] = useSearchParams();
  const toasts = useToasts();
  const [whom, setWhom] = useState(parameters.get("person") ?? "");
  const [asked, setAsked] = useState(whom);
  const [urgency, setUrgency] = useState<Urgency>("urgent");
  const [text, setText] = useState("");
  const { data, error } = useAsk("reach.plan", { person: asked, urgency }, { enabled: asked !== "", keep: true });
  const page = (): void =>
    void give("reach.person", { to: asked, text, urgency }).then(
      (item) => {
        changed(["attention"]);
        toasts.done(t(words.paged, item.reference));
        return go(`/desk/${item.id}`);
      },
      (trouble: unknown) => toasts.trouble(trouble),
    );
  return (
    <>
      <PageHead title={t(words.reach)} hint={t(words.reachHint)} />
      <Stack gap="lg" maw={720} px={{ base: "md", sm: 0 }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setAsked(whom.trim());
          }}
        >
          <Stack gap="md">
            <TextField label={words.whom} path="person" refusal={error} required autoFocus value={whom} onChange={setWhom} />
            <UrgencyChoice value={urgency} onChange={setUrgency} />
            <Group justify="flex-end">
              <ActButton label={words.explain} main={!data} type="submit" onAct={() => undefined} />
            </Group>
          </Stack>
        </form>
        {error && asked ? <Notice kind="trouble">{sentenceOf(error, t)}</Notice> : null}
        {data ? (
          <>
            {data.broken ? <Notice kind="trouble">{t(words.brokenLadder)}</Notice> : null}
            <Section title={t(data.owner)}>
              <ReasonList
                reasons={data.steps.map((step, index) => ({
                  id: `${step.at}${index}`,
                  at: step.at,
                  channel: step.channel,
                  sentence: t(words.toPerson, step.person.name, step.address ? `${step.channel} (${step.address})` : step.channel),
                  why: step.reasons.map((reason) => t(reason)).join(" "),
                }))}
              />
            </Section>
            {data.leftOut.length > 0 ? (
              <Section title={t(words.leftOut)}>
                <ul>
                  {data.leftOut.map((sentence) => (
                    <li key={sentence.en}>{t(sentence)}</li>
                  ))}
                </ul>
              </Section>
            ) : null}
            <Section title={t(words.page)}>
              <Stack gap="sm">
                <TextField label={words.pageText} value={text} onChange={setText} />
                <Group justify="flex-end">
                  <ActButton label={words.page} main disabled={text.trim() === ""} onAct={page} />
                </Group>
              </Stack>
            </Section>
          </>
        ) : null}
      </Stack>
    </>
  );
};
