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
import { WhomField, type Chosen } from "#web/ui/whom-field.tsx";
import { words } from "./words.ts";

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text);

/** Jangkau: who would be told, how, when and why; and the button that does it. */
export const ReachPage = () => {
  const t = useSay();
  const [, go] = useLocation();
  const [parameters] = useSearchParams();
  const toasts = useToasts();
  const wanted = parameters.get("person") ?? "";
  const named = useAsk("person.card", { id: wanted }, { enabled: isId(wanted) });
  const [typed, setTyped] = useState<Chosen | undefined>();
  const whom = typed ?? { ref: isId(wanted) ? `person:${wanted}` : "", name: isId(wanted) ? (named.data?.name ?? "") : wanted };
  const [asked, setAsked] = useState(wanted);
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
      <Stack gap="lg" maw={768} px={{ base: "md", sm: "lg" }} pb="xl">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setAsked(whom.ref.replace(/^\w+:/, "") || whom.name.trim());
          }}
        >
          <Stack gap="md">
            <WhomField
              label={words.whom}
              help={words.whomHelp}
              path="person"
              refusal={error}
              types={["staff", "post", "group"]}
              withDesk
              value={whom}
              onChange={setTyped}
              autoFocus={wanted === ""}
            />
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
