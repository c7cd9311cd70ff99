/** Gives a command; the caller says as whom. */
type Give = (name: string, input: Record<string, unknown>, as: string) => Promise<unknown>;

/** Rooms and things of the example company. */
const HOUSE = {
  anggrek: { name: "Ruang Anggrek", kind: "room", place: "Lantai 2", seats: 12, features: ["Proyektor", "Papan tulis"] },
  melati: { name: "Ruang Melati", kind: "room", place: "Lantai 1", seats: 4, features: ["Telepon rapat"] },
  innova: { name: "Mobil Innova", kind: "thing", place: "Parkir depan", features: ["7 penumpang"] },
} as const;

type Plan = {
  whose: "direktur utama" | "direktur keuangan" | "kerani";
  title: string;
  /** Days after the Monday of this week, and the wall clock; whole days when there is none. */
  day: number;
  from?: string;
  to?: string;
  room?: keyof typeof HOUSE;
  repeat?: string;
  visibility?: "private";
  location?: string;
  reminders?: number[];
};

const WEEK: readonly Plan[] = [
  { whose: "direktur utama", title: "Apel pagi", day: 0, from: "08:00", to: "08:30", repeat: "FREQ=WEEKLY;BYDAY=MO" },
  {
    whose: "direktur utama",
    title: "Rapat direksi",
    day: 0,
    from: "09:00",
    to: "11:00",
    room: "anggrek",
    repeat: "FREQ=WEEKLY;BYDAY=MO",
    reminders: [15],
  },
  {
    whose: "direktur utama",
    title: "Kunjungan pabrik Semarang",
    day: 1,
    from: "10:00",
    to: "15:00",
    room: "innova",
    location: "Kawasan Industri Wijayakusuma",
  },
  { whose: "direktur utama", title: "Periksa kesehatan", day: 2, from: "14:00", to: "15:30", visibility: "private" },
  { whose: "direktur utama", title: "Makan siang dengan mitra", day: 3, from: "12:00", to: "13:30", location: "RM Sederhana" },
  { whose: "direktur keuangan", title: "Tutup buku", day: 1, from: "08:30", to: "10:00", room: "melati" },
  { whose: "direktur keuangan", title: "Temu bank", day: 2, from: "10:00", to: "11:30", room: "anggrek" },
  { whose: "direktur keuangan", title: "Audit internal", day: 3 },
  { whose: "kerani", title: "Rekap surat masuk", day: 4, from: "15:00", to: "16:00", repeat: "FREQ=WEEKLY;BYDAY=FR" },
];

/** Fills an example week beginning on a Monday (YYYY-MM-DD): rooms, a car, holidays, events of three people. `clerk` keeps them, `keeper` is an administrator. */
export const seedCalendar = async (
  give: Give,
  { keeper, clerk, people, monday }: { keeper: string; clerk: string; people: Readonly<Record<Plan["whose"], string>>; monday: string },
): Promise<void> => {
  const rooms = new Map<string, string>();
  for (const [key, house] of Object.entries(HOUSE)) {
    const made = (await give("calendar.add", { ...house, features: [...house.features] }, keeper)) as { owner: { id: string } };
    rooms.set(key, made.owner.id);
  }
  await give("holiday.set", { year: 2026 }, keeper);
  for (const { whose, title, day, from, to, room, repeat, visibility, location, reminders } of WEEK) {
    const date = Temporal.PlainDate.from(monday).add({ days: day }).toString();
    await give(
      "event.add",
      {
        title,
        for: people[whose],
        start: from ? `${date}T${from}` : date,
        ...(to ? { end: `${date}T${to}` } : {}),
        ...(room ? { rooms: [rooms.get(room)] } : {}),
        ...(repeat ? { repeat } : {}),
        ...(visibility ? { visibility } : {}),
        ...(location ? { location } : {}),
        ...(reminders ? { reminders } : {}),
      },
      visibility ? people[whose] : clerk,
    );
  }
};
