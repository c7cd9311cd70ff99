import { useAsk } from "#web/api/hooks.ts";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatWithin } from "#web/i18n/time.ts";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Section } from "#web/ui/section.tsx";
import css from "./desk-side.module.css";
import { HoursChart } from "./hours-chart.tsx";
import { PresenceSection } from "./presence-section.tsx";
import { words } from "./presence-words.ts";

/** Beside the desk while nothing is open: the day's messages by hour, who is away, and where one is oneself. */
export const DeskSide = () => {
  const t = useSay();
  return (
    <div className={css["side"]}>
      <Section title={t(words.today)}>
        <HoursChart />
      </Section>
      <Whereabouts />
      <PresenceSection />
    </div>
  );
};

const Whereabouts = () => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const { data } = useAsk("presence.list", {});
  const away = (data?.people ?? []).filter(({ status }) => status !== "in");
  return (
    <Section title={t(words.where)}>
      {data && away.length === 0 ? <p>{t(words.everybody)}</p> : null}
      {away.length > 0 ? (
        <Rows>
          {away.map(({ person, status, until, note }) => (
            <Row
              key={person.id}
              title={<PersonChip person={person} />}
              mark={t(words[status])}
              hint={[note, until ? t(words.until, formatWithin(until, reader, now)) : null].filter(Boolean).join(" · ")}
            />
          ))}
        </Rows>
      ) : null}
    </Section>
  );
};
