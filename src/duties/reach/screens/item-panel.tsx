import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { serverNow } from "#web/i18n/clock.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { ProseField } from "#web/ui/field.tsx";
import { Moment } from "#web/ui/moment.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { ReasonList } from "#web/ui/reason-list.tsx";
import { Opened as Panel, Part } from "#web/ui/opened.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { UrgencyMark } from "#web/ui/urgency.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { useItemActs } from "./item-acts.ts";
import { addressOf } from "./subject.ts";
import { words } from "./words.ts";

type Shown = Output<"attention.show">;

const STATES = { sending: "planned", accepted: "sent", delivered: "delivered", failed: "failed", dropped: "skipped" } as const;
const HOUR_MS = 3_600_000;

/** One matter: whose it is, what was tried and why, and what to do about it. */
export const ItemPanel = ({ id }: { id: string }) => {
  const t = useSay();
  const { data, error } = useAsk("attention.show", { id });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <Opened shown={data} />;
};

const Opened = ({ shown: { item, steps } }: { shown: Shown }) => {
  const t = useSay();
  const [, go] = useLocation();
  const act = useItemActs();
  const [settling, setSettling] = useState(false);
  const [outcome, setOutcome] = useState("");
  const address = addressOf(item);
  const { id } = item;
  const settle = (): void => void act("attention.settle", { id, outcome }, t(words.settled)).then(() => setSettling(false));
  return (
    <Panel
      marks={<UrgencyMark urgency={item.urgency} withWord />}
      title={t(item.title)}
      text={item.detail ? t(item.detail) : null}
      acts={
        <>
          {address ? <ActButton label={words.open} keys="o" main={!item.may.acknowledge} onAct={() => go(address)} /> : null}
          {item.may.acknowledge ? (
            <ActButton
              label={words.take}
              keys="a"
              main
              onAct={() => void act("attention.acknowledge", { id }, t(words.taken), () => give("attention.release", { id }))}
            />
          ) : null}
          {item.may.acknowledge ? (
            <ActButton
              label={words.later}
              onAct={() => void act("attention.snooze", { id, until: new Date(serverNow() + HOUR_MS).toISOString() }, t(words.snoozed))}
            />
          ) : null}
          {item.may.release ? (
            <ActButton label={words.release} onAct={() => void act("attention.release", { id }, t(words.release))} />
          ) : null}
          {item.may.settle ? <ActButton label={words.settle} keys="s" onAct={() => setSettling(true)} /> : null}
        </>
      }
    >
      {item.trouble ? <Notice kind="trouble">{t(item.trouble)}</Notice> : null}
      {settling ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            settle();
          }}
        >
          <Stack gap="sm">
            <ProseField label={words.settleHow} required autoFocus value={outcome} onChange={setOutcome} />
            <Group justify="flex-end">
              <ActButton label={words.settle} main type="submit" onAct={() => undefined} />
            </Group>
          </Stack>
        </form>
      ) : null}
      <Facts
        facts={[
          {
            label: words.forWhom,
            value:
              item.owner.kind === "person" && item.owner.id ? (
                <PersonChip person={{ id: item.owner.id, name: t(item.owner.name) }} />
              ) : (
                t(item.owner.name)
              ),
          },
          { label: words.taken, value: item.acknowledged?.by ? t(words.has, item.acknowledged.by.name) : null },
          { label: words.comesBack, value: item.comesBackAt ? <Moment at={item.comesBackAt} /> : null },
          { label: words.reference, value: item.reference },
        ]}
      />
      <Part title={t(words.progress)}>
        <ReasonList
          reasons={[
            ...item.progress.map(({ at, text }, index) => ({ id: `${at}${index}`, at, sentence: t(text), state: "sent" as const })),
            ...(item.next ? [{ id: "next", at: item.next.at, sentence: t(item.next.text) }] : []),
          ]}
        />
      </Part>
      <Part title={t(words.tried)}>
        {steps.length === 0 ? <p>{t(words.nobodyYet)}</p> : null}
        <ReasonList
          reasons={steps.map((step) => ({
            id: step.id,
            at: step.at,
            channel: step.channel,
            sentence: t(words.toPerson, step.person.name, step.channel),
            why: step.reasons.map((reason) => t(reason)).join(" "),
            state: STATES[step.state],
            trouble: step.state === "failed" && step.word ? t(step.word) : null,
          }))}
        />
      </Part>
    </Panel>
  );
};
