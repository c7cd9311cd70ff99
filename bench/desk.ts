import { sql } from "kysely";
import { Client } from "pg";
import { cookieNameOf, identify } from "#duties/access/index.ts";
import { openDoor } from "./door.ts";
import { percentile } from "./load.ts";
import { openScratch, type Scratch } from "./scratch.ts";
import { statementsOf, type Said } from "./statements.ts";
import { ms, type Part } from "./table.ts";

const OPEN_ITEMS = 10_000;
const TIMES = 1000;
/** Kerani's own work on top of its statements may cost as much again, and so many milliseconds. */
const AIM = 2;
const OWN_MS = 2;

type Times = { p50: number; p99: number };

const timed = async (act: () => Promise<unknown>, times = TIMES): Promise<Times> => {
  const found: number[] = [];
  for (let nth = 0; nth < times; nth++) {
    const begun = process.hrtime.bigint();
    await act();
    found.push(Number(process.hrtime.bigint() - begun) / 1e6);
  }
  return { p50: percentile(found, 0.5), p99: percentile(found, 0.99) };
};

/** The same statements, prepared, on one bare connection: what the database alone takes. */
const bare = async (url: string, said: readonly Said[]): Promise<Times> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await timed(() =>
      said.reduce(
        (earlier, { text, values }, nth) => earlier.then(() => client.query({ name: `s${nth}`, text, values: [...values] })),
        Promise.resolve() as Promise<unknown>,
      ),
    );
  } finally {
    await client.end();
  }
};

const cookieNamed = (name: string, header: string): string =>
  header
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? "";

const fillDesk = async ({ house: { db, clock } }: Scratch, owner: string): Promise<void> => {
  await sql`
    insert into attention_item (id, kind, subject_type, subject_id, title, owner_kind, owner_id, urgency, raised_at, state)
    select uuidv7(), 'message', 'message', uuidv7(), '{"id": "Pesan", "en": "Message"}', 'person', ${owner}::uuid, n % 3,
      ${clock.now().toString()}::timestamptz - make_interval(secs => n), 'open'
    from generate_series(1, ${OPEN_ITEMS}::int) n`.execute(db);
  await sql`vacuum analyze attention_item`.execute(db);
};

/** Who is it, and what waits: the two questions behind every screen, beside their statements alone. */
export const desk: Part = async (report) => {
  const scratch = await openScratch({ background: false });
  const { house, server } = scratch;
  const door = await openDoor(scratch);
  try {
    const [clerk, boss] = [await scratch.staff("Sari Wulandari"), await scratch.staff("Rina Kusuma", "staff")];
    const cookie = cookieNamed(cookieNameOf("sessionToken", false), await door.signIn(clerk, "sari@contoh.test"));
    await fillDesk(scratch, boss.id);
    const acts = [
      ["session check", () => identify({ tx: house.db, now: house.clock.now() }, { cookie, door: "web" })],
      [
        `the desk (attention.feed) with ${OPEN_ITEMS.toLocaleString("en")} open items`,
        () => house.pipeline.call("attention.feed", {}, { actor: clerk }),
      ],
    ] as const;
    for (const [what, act] of acts) {
      await timed(act, 100);
      const said = await statementsOf(new Set(), act);
      const limit = await bare(server.url, said);
      const figure = await timed(act);
      for (const p of ["p50", "p99"] as const)
        report.line({
          what: `${what}, ${p}`,
          figure: ms(figure[p]),
          limit: `${ms(limit[p])} its ${said.length} statement${said.length > 1 ? "s" : ""}`,
          holds: figure[p] <= AIM * limit[p] + OWN_MS,
        });
    }
  } finally {
    await door.close();
    await scratch.close();
  }
};
