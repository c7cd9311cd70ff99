import { Stack } from "@mantine/core";
import { useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { ask, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSummaries } from "#web/api/summaries.ts";
import { serverNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatNumber } from "#web/i18n/numbers.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { IconShieldCheck } from "#web/ui/icons.ts";
import { Moment } from "#web/ui/moment.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { Section } from "#web/ui/section.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { words as kit } from "#web/ui/words.ts";
import { words } from "./words.ts";

type Line = Output<"journal.list">["lines"][number];
type Span = "day" | "week" | "all";

const STEP = 50;
const MOST = 200;
const DAYS: Readonly<Record<Exclude<Span, "all">, number>> = { day: 0, week: 6 };

const dayBefore = (days: number, timeZone: string): string => {
  const at = new Date(serverNow());
  at.setDate(at.getDate() - days);
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
};

/** What was done here, by whom, in whose name, by which door; and whether the record is whole. */
export const JournalPart = () => {
  const t = useSay();
  const { timeZone } = useReader();
  const summaries = useSummaries();
  const [span, setSpan] = useState<Span>("week");
  const [command, setCommand] = useState("");
  const [limit, setLimit] = useState(STEP);
  const { data } = useAsk(
    "journal.list",
    { limit, ...(span === "all" ? {} : { from: dayBefore(DAYS[span], timeZone) }), ...(command.trim() ? { command: command.trim() } : {}) },
    { keep: true },
  );
  return (
    <>
      <Verify />
      <Section title={t(words.journal)} help={t(words.journalHelp)}>
        <Stack gap="sm">
          <Filters<Span>
            label={words.journal}
            value={span}
            onChange={setSpan}
            filters={[
              { value: "day", label: words.today },
              { value: "week", label: words.week },
              { value: "all", label: words.allTime },
            ]}
          />
          <SearchBox label={words.journalCommand} value={command} onSearch={setCommand} />
        </Stack>
        {data ? null : <WaitingRows />}
        {data && data.lines.length === 0 ? <p>{t(words.noLines)}</p> : null}
        <Rows>
          {(data?.lines ?? []).map((line) => (
            <JournalLine key={line.id} line={line} summary={summaries[line.command]} />
          ))}
        </Rows>
        {data?.next && limit < MOST ? <ActButton label={kit.showMore} onAct={() => setLimit(Math.min(MOST, limit + STEP))} /> : null}
      </Section>
    </>
  );
};

const JournalLine = ({ line, summary }: { line: Line; summary: Text | undefined }) => {
  const t = useSay();
  const { actorName, principalName, command, outcome, door, at, seq } = line;
  return (
    <Row
      title={<>{summary ? t(summary) : command}</>}
      mark={outcome === "reported" || outcome === "drafted" ? t(words[outcome]) : null}
      hint={
        <>
          {principalName ? t(words.onBehalf, actorName, principalName) : actorName || t(words.stranger)} · <Moment at={at} /> ·{" "}
          {t(words.byDoor, door)} · <code>{command}</code>
          {seq === null ? "" : ` · #${seq}`}
        </>
      }
    />
  );
};

const Verify = () => {
  const t = useSay();
  const { lang } = useReader();
  const form = useRun();
  const [verdict, setVerdict] = useState<Output<"audit.verify"> | undefined>();
  const verify = (): void => void form.run(async () => setVerdict(await ask("audit.verify", {})));
  return (
    <Section
      title={t(words.verifyTitle)}
      help={t(words.verifyHelp)}
      acts={<ActButton label={words.verify} icon={<IconShieldCheck size={18} aria-hidden />} loading={form.busy} onAct={verify} />}
    >
      <Trouble of={form} />
      {verdict?.sound ? (
        <Notice kind="good">{t(words.sound, formatNumber(verdict.lines, lang), formatNumber(verdict.records, lang))}</Notice>
      ) : null}
      {verdict && !verdict.sound ? (
        <Notice kind="trouble">
          <p>{t(words.unsound)}</p>
          <ul>
            {verdict.faults.map(({ code, text }) => (
              <li key={`${code}${text.en}`}>{t(text)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </Section>
  );
};
