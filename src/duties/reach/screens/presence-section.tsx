import { lazy, Suspense, useState } from "react";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { serverNow, useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { dayOf, formatWithin, instantAt } from "#web/i18n/time.ts";
import { Filters } from "#web/ui/filters.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import type { Until } from "./away-form.tsx";
import { words } from "./presence-words.ts";

type Status = "in" | "out" | "dnd";

const HOUR_MS = 3_600_000;
const EVENING = "17:00";

const endOf = (until: Until, timeZone: string): string => {
  const now = serverNow();
  if (until === "hour" || until === "two") return new Date(now + (until === "hour" ? 1 : 2) * HOUR_MS).toISOString();
  const evening = instantAt(dayOf(now, timeZone), EVENING, timeZone);
  return Date.parse(evening) > now ? evening : instantAt(dayOf(now + 24 * HOUR_MS, timeZone), EVENING, timeZone);
};

// Fields with lists are heavy; the desk stands without them.
const AwayForm = lazy(async () => ({ default: (await import("./away-form.tsx")).AwayForm }));

/** Says whether one is in, out, or not to be disturbed; whoever carries matters to people heeds it at once. */
export const PresenceSection = () => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { me } = useSession();
  const form = useRun();
  const { data } = useAsk("presence.list", {});
  const [choosing, setChoosing] = useState<Exclude<Status, "in"> | undefined>();
  const mine = data?.people.find(({ person }) => person.id === me.id);
  const status: Status = choosing ?? mine?.status ?? "in";
  const back = (): void => {
    setChoosing(undefined);
    if (mine && mine.status !== "in") void form.run(() => give("presence.clear", {}), t(words.isIn), ["presence"]);
  };
  const said = mine && mine.status !== "in" ? mine : undefined;
  return (
    <Section title={t(words.title)} help={t(words.help)}>
      <Trouble of={form} />
      <Filters<Status>
        label={words.title}
        value={status}
        onChange={(next) => (next === "in" ? back() : setChoosing(next))}
        filters={[
          { value: "in", label: words.in },
          { value: "out", label: words.out },
          { value: "dnd", label: words.dnd },
        ]}
      />
      {choosing ? (
        <Suspense fallback={null}>
          <AwayForm
            onCancel={() => setChoosing(undefined)}
            onSave={async (until, note) => {
              const wish = { status: choosing, until: endOf(until, reader.timeZone), ...(note ? { note } : {}) };
              if (await form.run(() => give("presence.set", wish), t(words.saved), ["presence"])) setChoosing(undefined);
            }}
          />
        </Suspense>
      ) : null}
      {said && !choosing ? (
        <p>{[said.until ? t(words.until, formatWithin(said.until, reader, now)) : t(words.open), said.note].filter(Boolean).join(" · ")}</p>
      ) : null}
    </Section>
  );
};
