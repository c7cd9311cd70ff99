import { theClerk, type Actor } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import type { StartedKerani } from "./kerani.ts";

const DAY_MS = 86_400_000;
const ZONE = "Asia/Jakarta";

/** The Monday of this week, as the example company has it. */
export const thisMonday = (now: Temporal.Instant): string => {
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  return today.subtract({ days: today.dayOfWeek - 1 }).toString();
};

/** So many days after a day. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, day.length);

/** Who and what has a calendar in the example. */
export type Example = { ids: Readonly<Record<string, string>>; rooms: Readonly<Record<string, string>>; meeting: string };

type Planned = { title: string; on: number; from?: string; to?: string; until?: number } & Record<string, unknown>;

const BAMBANG: readonly Planned[] = [
  { title: "Rapat direksi", on: 0, from: "09:00", to: "10:30", location: "Ruang Merapi", repeat: "FREQ=WEEKLY" },
  { title: "Telepon Bank Nusantara", on: 0, from: "13:00", to: "13:30" },
  { title: "Kunjungan pabrik Cikarang", on: 1, from: "08:00", to: "12:00", location: "Cikarang" },
  { title: "Wawancara manajer gudang", on: 2, from: "10:00", to: "11:00" },
  { title: "Makan siang Pak Hendro", on: 2, from: "12:00", to: "13:30", location: "Sari Ratu" },
  { title: "Dokter gigi", on: 3, from: "15:30", to: "16:30", visibility: "private" },
  { title: "Dinas ke Makassar", on: 3, until: 4 },
  { title: "Serikat pekerja", on: 4, from: "14:00", to: "15:00", status: "tentative" },
];
const RATNA: readonly Planned[] = [
  { title: "Tutup buku bulanan", on: 0, from: "08:00", to: "09:30" },
  { title: "Auditor KAP", on: 0, from: "10:00", to: "12:00", location: "Ruang Rinjani" },
  { title: "Persiapan anggaran", on: 0, from: "11:00", to: "12:30" },
  { title: "Pajak masa", on: 2, from: "09:00", to: "10:00", repeat: "FREQ=WEEKLY;BYDAY=WE" },
  { title: "Anak sakit", on: 2, from: "13:00", to: "17:00", visibility: "private" },
];
const SUHARTO: readonly Planned[] = [
  { title: "Briefing pengemudi", on: 0, from: "07:00", to: "07:30", repeat: "FREQ=DAILY;COUNT=20" },
  { title: "Stok opname", on: 2, from: "13:00", to: "16:00", location: "Gudang 2" },
];
const SARI: readonly Planned[] = [
  { title: "Menyusun notulen", on: 0, from: "11:00", to: "12:00" },
  { title: "Pesan makan siang rapat", on: 1, from: "09:30", to: "10:00" },
  { title: "Cuti", on: 4, until: 4, free: true },
];

/** Fills the example company's calendars with a week as offices have it, through the same commands as everybody's. */
export const fillCalendars = async ({ house }: StartedKerani, monday: string): Promise<Example> => {
  const { rows } = await house.pool.query<{ id: string; name: string }>("select id, name from person where kind = 'staff'");
  const ids = Object.fromEntries(rows.map(({ id, name }) => [name, id]));
  const as = async (name: string): Promise<Actor> => (await readActor({ tx: house.db }, ids[name] ?? "", "web")) as Actor;
  const give = async (name: string, input: unknown, actor: Actor): Promise<{ id: string; owner: { id: string } }> =>
    (await house.pipeline.call(name, input, { actor })) as { id: string; owner: { id: string } };
  const operator = theClerk("cli");
  const rooms: Record<string, string> = {};
  for (const [name, kind, seats] of [
    ["Ruang Merapi", "room", 12],
    ["Ruang Rinjani", "room", 6],
    ["Mobil Innova", "thing", 6],
  ] as const)
    rooms[name] = (await give("calendar.add", { name, kind, seats }, operator)).owner.id;
  const plan = async (name: string, events: readonly Planned[]): Promise<void> => {
    const actor = await as(name);
    for (const { on, from, to, until, ...event } of events)
      await give(
        "event.add",
        { ...event, ...timesOf(dayAfter(monday, on), from, to, until === undefined ? undefined : dayAfter(monday, until)) },
        actor,
      );
  };
  await plan("Bambang Wirawan", BAMBANG);
  await plan("Ratna Dewi Lestari", RATNA);
  await plan("Suharto", SUHARTO);
  await plan("Sari Wulandari", SARI);
  const sari = await as("Sari Wulandari");
  const invited = { attendees: [`person:${ids["Ratna Dewi Lestari"]}`], rooms: [rooms["Ruang Merapi"]] };
  const meeting = await give(
    "event.add",
    { title: "Persiapan RUPS", ...timesOf(dayAfter(monday, 3), "09:00", "10:00", undefined), timeZone: ZONE, ...invited },
    sari,
  );
  return { ids, rooms, meeting: meeting.id };
};

const timesOf = (day: string, from: string | undefined, to: string | undefined, until: string | undefined) =>
  from ? { start: `${day}T${from}`, end: `${day}T${to ?? from}` } : { start: day, end: until ?? day };
