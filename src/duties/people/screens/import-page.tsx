import { FileButton, Group, Stack, Table } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, give, type Output } from "#web/api/client.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { IconUpload } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { words } from "./import-words.ts";

type Preview = Output<"person.import-preview">;
type Kind = "contact" | "staff";
type Known = "refuse" | "skip" | "merge";
type Wish = { content: string; kind: Kind; duplicates: Known };

/** Brings people in from a file, seen whole before anything is stored, and takes them out again. */
export const ImportPage = () => {
  const t = useSay();
  return (
    <>
      <PageHead title={t(words.title)} hint={t(words.hint)} />
      <Stack gap="lg" maw={900} px={{ base: "md", sm: "lg" }} pb="lg">
        <BringIn />
        <TakeOut />
      </Stack>
    </>
  );
};

const BringIn = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { me } = useSession();
  const form = useRun();
  const [wish, setWish] = useState<Wish>({ content: "", kind: "contact", duplicates: "refuse" });
  const [seen, setSeen] = useState<Preview>();
  /** Every change of the file or the wishes is looked through anew. */
  const look = (change: Partial<Wish>): void => {
    const next = { ...wish, ...change };
    setWish(next);
    if (next.content) void form.run(async () => setSeen(await give("person.import-preview", next)));
  };
  const bringIn = (): void =>
    void form.run(() => give("person.import", wish), t(words.done), ["person"]).then((well) => well && go("/people"));
  const read = (file: File | null): void => {
    setSeen(undefined);
    void file?.text().then((content) => look({ content }));
  };
  return (
    <Section
      acts={
        <FileButton accept=".csv,.vcf,.txt,text/csv,text/vcard" onChange={read}>
          {({ onClick }) => (
            <ActButton
              label={wish.content ? words.another : words.choose}
              main={!seen}
              icon={<IconUpload size={18} aria-hidden />}
              onAct={onClick}
            />
          )}
        </FileButton>
      }
      title={t(words.run)}
    >
      <Stack gap="md">
        {me.role === "administrator" ? (
          <Filters<Kind>
            label={words.kind}
            value={wish.kind}
            onChange={(kind) => look({ kind })}
            filters={[
              { value: "contact", label: words.contacts },
              { value: "staff", label: words.staff },
            ]}
          />
        ) : null}
        <Filters<Known>
          label={words.known}
          value={wish.duplicates}
          onChange={(duplicates) => look({ duplicates })}
          filters={[
            { value: "refuse", label: { id: `${words.known.id}: ${words.refuse.id}`, en: `${words.known.en}: ${words.refuse.en}` } },
            { value: "skip", label: words.skip },
            { value: "merge", label: words.merge },
          ]}
        />
        <Trouble of={form} />
        {form.busy && !seen ? <p>{t(words.looking)}</p> : null}
        {seen ? <Seen preview={seen} /> : null}
        {seen && seen.errors === 0 ? (
          <Group>
            <ActButton label={words.run} main loading={form.busy} onAct={bringIn} />
          </Group>
        ) : null}
      </Stack>
    </Section>
  );
};

const Seen = ({ preview }: { preview: Preview }) => {
  const t = useSay();
  const { added, merged, skipped, errors, problems, sample, unusedColumns, organisations, importedBefore } = preview;
  return (
    <>
      {errors > 0 ? (
        <Notice kind="trouble">{t(words.errors, errors)}</Notice>
      ) : (
        <Notice kind="good">{t(words.outcome, added, merged, skipped)}</Notice>
      )}
      {importedBefore ? <Notice>{t(words.before)}</Notice> : null}
      <Facts
        facts={[
          { label: words.unused, value: unusedColumns.join(", ") },
          { label: words.made, value: organisations.join(", ") },
        ]}
      />
      {problems.length > 0 ? (
        <Sheet
          caption={t(words.problems)}
          head={[t(words.row), t(words.column), t(words.what)]}
          rows={problems.map(({ row, column, text }) => [row === 0 ? "" : String(row), column ?? "", t(text)])}
        />
      ) : null}
      {sample.length > 0 ? (
        <Sheet
          caption={t(words.sample)}
          head={[t(words.row), t(words.name), t(words.phones), t(words.emails), t(words.organisation)]}
          rows={sample.map(({ row, name, phones, emails, organisation }) => [
            String(row),
            name,
            phones.join(", "),
            emails.join(", "),
            organisation ?? "",
          ])}
        />
      ) : null}
    </>
  );
};

const Sheet = ({ caption, head, rows }: { caption: string; head: readonly string[]; rows: readonly (readonly string[])[] }) => (
  <Table.ScrollContainer minWidth={480}>
    <Table captionSide="top" striped>
      <Table.Caption>{caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {head.map((one) => (
            <Table.Th key={one}>{one}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.join("|")}>
            {row.map((cell, index) => (
              <Table.Td key={head[index]}>{cell}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

/** Hands a text to the browser as a file. */
const save = ({ name, mediaType, content }: Output<"person.export">): void => {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
};

const TakeOut = () => {
  const t = useSay();
  const form = useRun();
  const out = (format: "csv" | "vcard"): void => void form.run(async () => save(await ask("person.export", { format })));
  return (
    <Section title={t(words.export)} help={t(words.exportHint)}>
      <Trouble of={form} />
      <Group>
        <ActButton label={words.csv} loading={form.busy} onAct={() => out("csv")} />
        <ActButton label={words.vcard} loading={form.busy} onAct={() => out("vcard")} />
      </Group>
    </Section>
  );
};
