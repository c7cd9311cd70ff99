import { Stack } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { IconCalendar, IconChevronLeft, IconPencil, IconPlus } from "#web/ui/icons.ts";
import { PageHead } from "#web/ui/page-head.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Section } from "#web/ui/section.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { CalendarForm, type NewKind } from "./calendar-form.tsx";
import { colourOf } from "./colours.ts";
import { ConnectPhone } from "./connect-phone.tsx";
import type { Calendar } from "./events.ts";
import { ManageCalendar } from "./manage-calendar.tsx";
import { settingsWords as words } from "./settings-words.ts";
import { useCalendars } from "./use-events.ts";
import { Subscriptions } from "./subscriptions.tsx";
import css from "./settings-page.module.css";

const ACCESS = { busy: words.busy, read: words.read, write: words.write, manage: words.manages, own: words.own } as const;
const MANAGING = new Set(["own", "manage"]);

/** Kelola kalender: one's calendars, rooms and things, who sees them, feeds, files, telephones. */
export const CalendarSettings = () => {
  const t = useSay();
  const { me } = useSession();
  const { all, agenda, house, asked } = useCalendars();
  const [adding, setAdding] = useState<NewKind | undefined>();
  const [open, setOpen] = useState<string | undefined>();
  const opened = all.find(({ id }) => id === open);
  const keeps = me.role === "administrator" || (me.role === "desk" && me.grade >= 3);
  const row = (calendar: Calendar) => (
    <Row
      key={calendar.id}
      icon={<IconCalendar size={20} aria-hidden style={{ color: colourOf(calendar) }} />}
      title={calendar.main && calendar.kind !== "company" ? calendar.owner.name : calendar.name}
      hint={[calendar.main ? null : calendar.owner.name, t(ACCESS[calendar.access]), calendar.room?.place].filter(Boolean).join(" · ")}
      acts={
        MANAGING.has(calendar.access) ? (
          <ActButton label={words.manage} icon={<IconPencil size={18} aria-hidden />} onAct={() => setOpen(calendar.id)} />
        ) : undefined
      }
    />
  );
  return (
    <div className={css["page"]}>
      <Link href="/calendar" className={css["back"]}>
        <IconChevronLeft size={20} aria-hidden />
        {t(words.back)}
      </Link>
      <PageHead title={t(words.title)} />
      {asked ? (
        <Stack gap="lg" className={css["body"] ?? ""}>
          <Section
            title={t(words.calendars)}
            acts={<ActButton label={words.add} icon={<IconPlus size={18} aria-hidden />} onAct={() => setAdding("personal")} />}
          >
            <Rows>{agenda.map(row)}</Rows>
          </Section>
          <Section
            title={t(words.house)}
            help={t(words.houseHelp)}
            acts={
              keeps ? (
                <>
                  <ActButton label={words.addRoom} onAct={() => setAdding("room")} />
                  <ActButton label={words.addThing} onAct={() => setAdding("thing")} />
                </>
              ) : undefined
            }
          >
            {house.length > 0 ? <Rows>{house.map(row)}</Rows> : null}
          </Section>
          <Subscriptions />
          <ConnectPhone />
        </Stack>
      ) : (
        <WaitingRows rows={4} />
      )}
      <Dialog
        title={t(adding === "room" ? words.addRoom : adding === "thing" ? words.addThing : words.add)}
        open={adding !== undefined}
        onClose={() => setAdding(undefined)}
      >
        {adding ? <CalendarForm kind={adding} onDone={() => setAdding(undefined)} /> : null}
      </Dialog>
      <Dialog wide title={opened?.name ?? ""} open={opened !== undefined} onClose={() => setOpen(undefined)}>
        {opened ? <ManageCalendar key={opened.id} calendar={opened} onGone={() => setOpen(undefined)} /> : null}
      </Dialog>
    </div>
  );
};
