import { theClerk, type Actor } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import type { Config } from "#kernel/config/config.ts";
import { refusal } from "#kernel/errors/refusal.ts";
import { openLog } from "#kernel/log/log.ts";
import { openAccount } from "#duties/access/index.ts";
import { seedBookings } from "#duties/booking/fixtures.ts";
import { seedCalendar } from "#duties/calendar/fixtures.ts";
import { companyProfile } from "#duties/company/index.ts";
import { seedMessages } from "#duties/messages/fixtures.ts";
import { seedPeople, type SeededPeople } from "#duties/people/fixtures.ts";
import type { House } from "../house.ts";
import { openPremises } from "./premises.ts";

const COMPANY = { name: "PT Nusantara Karya Persada", timeZone: "Asia/Jakarta", language: "id" };
const PASSWORD = "percobaan kerani 2026";
/** Who can sign in to the example company, and what they are there. */
const DOORS = [
  ["michael", "pengurus / administrator"],
  ["sari", "kerani / clerk"],
  ["dewi", "resepsionis baru, draf / new receptionist, on draft"],
  ["ratna", "direktur keuangan / finance director"],
  ["bambang", "direktur utama / managing director"],
] as const;

/** The data folder holds a company already. */
const notEmpty = refusal("NOT_EMPTY", "conflict", {
  id: "Folder data ini sudah berisi perusahaan. Pilih folder kosong dengan KERANI_DATA.",
  en: "This data folder holds a company already. Choose an empty one with KERANI_DATA.",
});

/** Fills a house with the example company of the tests: people, posts, grades, rules, a mandate, a morning's messages. */
export const fillExample = async (house: House): Promise<SeededPeople["staff"]> => {
  if (house.settings.get(companyProfile)) throw notEmpty();
  const operator = theClerk("cli");
  const give = (name: string, input: unknown, actor: Actor = operator) => house.pipeline.call(name, input, { actor });
  await give("company.change", COMPANY);
  const { staff } = await seedPeople(give);
  for (const [key] of DOORS)
    await house.pipeline.asSystem("demo.account", (work) =>
      openAccount(work, { personId: staff[key], email: `${key}@nusantarakarya.example`, password: PASSWORD }),
    );
  await give("dial.set", {
    actorId: staff.dewi,
    dial: { "message.reply": "draft", "message.reassign": "draft", "message.take": "report" },
  });
  const acting = async (id: string): Promise<Actor> => (await readActor({ tx: house.db }, id, "web")) ?? operator;
  const friday = house.clock
    .now()
    .toZonedDateTimeISO(COMPANY.timeZone)
    .add({ days: 4 })
    .with({ hour: 17, minute: 0, second: 0, millisecond: 0 });
  await give(
    "mandate.give",
    {
      delegate: staff.ratna,
      ends: friday.toPlainDateTime().toString({ smallestUnit: "minute" }),
      ceiling: 1_000_000_000,
      reason: "Dinas ke Makassar",
    },
    await acting(staff.bambang),
  );
  const recipients = {
    "direktur utama": `person:${staff.bambang}`,
    "direktur keuangan": `person:${staff.ratna}`,
    "manajer operasional": `person:${staff.suharto}`,
  };
  await seedMessages(async (name, input, as) => give(name, input, await acting(as)), staff.sari, recipients);
  return staff;
};

/** Fills the week of the example company: rooms, a car, holidays, what the directors do, outsiders who booked. */
export const fillWeek = async (house: House, staff: SeededPeople["staff"]): Promise<void> => {
  const today = house.clock.now().toZonedDateTimeISO(COMPANY.timeZone).toPlainDate();
  const acting = async (id: string) => (await readActor({ tx: house.db }, id, "web")) ?? theClerk("cli");
  const give = async (name: string, input: Record<string, unknown>, as: string) =>
    house.pipeline.call(name, input, { actor: await acting(as) });
  await seedCalendar(give, {
    keeper: staff.michael,
    clerk: staff.sari,
    people: { "direktur utama": staff.bambang, "direktur keuangan": staff.ratna, kerani: staff.sari },
    monday: today.subtract({ days: today.dayOfWeek - 1 }).toString(),
  });
  const ask = (name: string, input: Record<string, unknown>) => house.pipeline.call(name, input, { actor: theClerk("cli") });
  await seedBookings(give, ask, { clerk: staff.sari, director: staff.bambang, team: [staff.suharto, staff.ratna] });
};

/** Fills empty data with the example company and says who can sign in. */
export const runDemo = async (config: Config, say: (line: string) => void): Promise<void> => {
  const premises = await openPremises(config, {
    background: false,
    url: () => config.url ?? `http://${config.host}:${config.port}`,
    setUpCode: "",
    log: openLog("silent"),
  });
  try {
    await fillWeek(premises.house, await fillExample(premises.house));
  } finally {
    await premises.close();
  }
  say(`${COMPANY.name}. Kata sandi / password: ${PASSWORD}`);
  for (const [key, what] of DOORS) say(`  ${key}@nusantarakarya.example  ${what}`);
};
