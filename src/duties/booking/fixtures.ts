/** Gives a command; the caller says as whom. */
type Give = (name: string, input: Record<string, unknown>, as: string) => Promise<unknown>;
type Ask = (name: string, input: Record<string, unknown>) => Promise<unknown>;

const ZONE = "Asia/Jakarta";

/** The first free times of a page, one of each `apart`. */
const timesOf = async (ask: Ask, slug: string, count: number, apart: number): Promise<string[]> => {
  const { times } = (await ask("book.times", { slug, timeZone: ZONE, count: count * apart })) as { times: { start: string }[] };
  return times.filter((_, at) => at % apart === 0).map(({ start }) => start);
};

/** Fills an example: a director whose time is asked for, a service that anybody books, and guests on both. */
export const seedBookings = async (
  give: Give,
  ask: Ask,
  { clerk, director, team }: { clerk: string; director: string; team: readonly string[] },
): Promise<void> => {
  await give(
    "page.add",
    {
      slug: "direktur",
      hosts: [director],
      title: { id: "Temu direktur utama", en: "Meet the managing director" },
      intro: {
        id: "Setengah jam di kantor kami. Setiap permintaan dijawab dalam sehari.",
        en: "Half an hour at our office. Every request is answered within a day.",
      },
      questions: [{ key: "about", label: { id: "Tentang apa?", en: "What about?" }, required: true }],
      place: "Kantor pusat, lantai 3",
      approval: true,
      timeZone: ZONE,
    },
    clerk,
  );
  await give(
    "page.add",
    {
      slug: "konsultasi",
      kind: "team",
      hosts: team,
      title: { id: "Konsultasi proyek", en: "Project consultation" },
      minutes: 60,
      step: 60,
      perDay: 4,
      timeZone: ZONE,
    },
    clerk,
  );
  const [asked] = await timesOf(ask, "direktur", 1, 1);
  const booked = await timesOf(ask, "konsultasi", 2, 3);
  const guests = [
    {
      slug: "direktur",
      start: asked,
      name: "Hendro Gunawan",
      email: "hendro@mitra.example",
      answers: { about: "Kontrak pemeliharaan 2027" },
    },
    {
      slug: "konsultasi",
      start: booked[0],
      name: "Anna Visser",
      email: "anna@visser.example",
      language: "en",
      timeZone: "Europe/Amsterdam",
    },
    { slug: "konsultasi", start: booked[1], name: "Maya Kusumawardani", email: "maya@pelanggan.example" },
  ];
  for (const guest of guests) await give("booking.add", guest, clerk);
};
