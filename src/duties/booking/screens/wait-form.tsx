import { Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { serverNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { dayOf, instantAt } from "#web/i18n/time.ts";
import { GuestForm } from "./guest-form.tsx";
import { words } from "./words.ts";

const DAY_MS = 86_400_000;
const WEEK = 7;

/** Waits for a time that comes free within some days. */
export const WaitForm = ({ page, onDone }: { page: Output<"book.page">; onDone(joined: Output<"wait.join">): void }) => {
  const t = useSay();
  const { timeZone } = useReader();
  const after = (days: number): string => dayOf(serverNow() + days * DAY_MS, timeZone);
  const [first, setFirst] = useState(() => after(0));
  const [last, setLast] = useState(() => after(Math.min(WEEK, page.aheadDays)));
  const range = { min: after(0), max: after(page.aheadDays), required: true, type: "date" };
  return (
    <GuestForm
      page={page}
      act={words.wait}
      onSend={(wish) =>
        give("wait.join", { ...wish, from: instantAt(first, "00:00", timeZone), until: instantAt(last, "23:59", timeZone) })
      }
      onDone={onDone}
    >
      <p>{t(words.waitHelp)}</p>
      <Group grow>
        <TextInput {...range} label={t(words.firstDay)} value={first} onChange={({ currentTarget }) => setFirst(currentTarget.value)} />
        <TextInput {...range} label={t(words.lastDay)} value={last} onChange={({ currentTarget }) => setLast(currentTarget.value)} />
      </Group>
    </GuestForm>
  );
};
