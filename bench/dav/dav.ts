import { load, percentile } from "../load.ts";
import { perSecond, share, short, type Part, type Report } from "../table.ts";
import { eventText, weekAt } from "./samples.ts";
import { startKerani, startRadicale, startXandikos, type Server } from "./servers.ts";
import { hangUp, processorTime, send, type Answer } from "./wire.ts";

const SECONDS = 3;
const CROWDS = [1, 16] as const;
const SMALL = 1000;
const BIG = 10_000;
/** A peer that takes longer than this to be filled is measured with what it has by then. */
const FILL_SECONDS = 120;
const FILLERS = 8;
const MANY = 100;

type Figure = { perSecond: number; p50: number; p99: number; cpu: number };
/** One thing that clients do; `count` is how many events there are, `nth` which call of which client this is. */
type Row = { what: string; act(server: Server, count: number, client: number, nth: number): Promise<unknown> };

const expect = async (answer: Promise<Answer>, ...allowed: number[]): Promise<Answer> => {
  const { status, text } = await answer;
  if (!allowed.includes(status)) throw new Unsupported(`${status} ${text.slice(0, 200)}`);
  return { status, text };
};
class Unsupported extends Error {}

const CALENDAR = { "content-type": "text/calendar; charset=utf-8" };
const XML = { "content-type": "application/xml; charset=utf-8", depth: "1" };
const NAMES = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"';
const pick = (client: number, nth: number, count: number): number => (client * 104_729 + nth * 15_485_863) % count;
const put = (server: Server, name: string, text: string) => expect(send(server, "PUT", name, text, CALENDAR), 200, 201, 204);

const tokens = new Map<string, string>();
const syncOf = (token: string): string =>
  `<sync-collection ${NAMES}><sync-token>${token}</sync-token><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>`;
const sync = async (server: Server, client: number): Promise<void> => {
  const key = `${server.name} ${client}`;
  const { text } = await expect(send(server, "REPORT", "", syncOf(tokens.get(key) ?? ""), XML), 207);
  tokens.set(key, /<(?:\w+:)?sync-token[^>]*>([^<]+)</.exec(text)?.[1] ?? "");
};

let fresh = 1_000_000;

const ROWS: readonly Row[] = [
  { what: "PUT of a new event", act: (server) => put(server, `baru-${(fresh += 1)}.ics`, eventText(fresh)) },
  {
    what: "PUT of a changed event",
    act: (server, count, client, nth) => {
      const which = pick(client, nth, count);
      return put(server, `${which}.ics`, eventText(which, nth + 1));
    },
  },
  { what: "GET", act: (server, count, client, nth) => expect(send(server, "GET", `${pick(client, nth, count)}.ics`), 200) },
  {
    what: "calendar-multiget of 100",
    act: (server, count, client, nth) => {
      const path = new URL(server.calendar).pathname;
      const hrefs = Array.from({ length: MANY }, (_, one) => `<href>${path}${pick(client, nth * MANY + one, count)}.ics</href>`);
      const body = `<C:calendar-multiget ${NAMES}><prop><getetag/><C:calendar-data/></prop>${hrefs.join("")}</C:calendar-multiget>`;
      return expect(send(server, "REPORT", "", body, XML), 207);
    },
  },
  {
    what: "calendar-query of a week, with data",
    act: (server, _, client, nth) => {
      const { start, end } = weekAt(client * 7 + nth);
      const range = `<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="${start}" end="${end}"/></C:comp-filter></C:comp-filter>`;
      const body = `<C:calendar-query ${NAMES}><prop><getetag/><C:calendar-data/></prop><C:filter>${range}</C:filter></C:calendar-query>`;
      return expect(send(server, "REPORT", "", body, XML), 207);
    },
  },
  {
    what: "free-busy-query of a week",
    act: (server, _, client, nth) => {
      const { start, end } = weekAt(client * 7 + nth);
      const body = `<C:free-busy-query ${NAMES}><C:time-range start="${start}" end="${end}"/></C:free-busy-query>`;
      return expect(send(server, "REPORT", "", body, XML), 200);
    },
  },
  {
    what: "a change, and sync-collection after it",
    act: async (server, count, client, nth) => {
      const which = pick(client, nth, count);
      if (!tokens.has(`${server.name} ${client}`)) await sync(server, client);
      await put(server, `${which}.ics`, eventText(which, nth + 1_000_000));
      await sync(server, client);
    },
  },
];

const fill = async (server: Server, count: number): Promise<number> => {
  let next = 0;
  const until = process.hrtime.bigint() + BigInt(FILL_SECONDS) * 1_000_000_000n;
  await Promise.all(
    Array.from({ length: FILLERS }, async () => {
      while (next < count && process.hrtime.bigint() < until) {
        const nth = next++;
        await put(server, `${nth}.ics`, eventText(nth));
      }
    }),
  );
  return next;
};

const figureOf = async (server: Server, row: Row, count: number, clients: number): Promise<Figure | undefined> => {
  const turns = Array.from({ length: clients }, () => 0);
  try {
    for (let client = 0; client < clients; client++) await row.act(server, count, client, turns[client]!++);
    const before = processorTime(server.pid);
    const found = await load(clients, SECONDS, (client) => row.act(server, count, client, turns[client]!++));
    const cpu = (processorTime(server.pid) - before) / found.times.length;
    return { perSecond: found.perSecond, p50: percentile(found.times, 0.5), p99: percentile(found.times, 0.99), cpu };
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
};

const said = ({ p50, p99, cpu }: Figure): string => `p50 ${short(p50)}, p99 ${short(p99)}, processor ${short(cpu)} ms`;

const measured = async (server: Server, count: number): Promise<Map<string, Figure>> => {
  tokens.clear();
  const had = await fill(server, count);
  const figures = new Map<string, Figure>();
  for (const row of ROWS)
    for (const clients of CROWDS) {
      const figure = await figureOf(server, row, had, clients);
      if (figure) figures.set(`${row.what}, ${clients} client${clients > 1 ? "s" : ""}`, figure);
    }
  figures.set("filled", { perSecond: had, p50: 0, p99: 0, cpu: 0 });
  return figures;
};

const compare = async (report: Report, count: number): Promise<void> => {
  const found = new Map<string, Map<string, Figure>>();
  for (const start of [startKerani, startRadicale, startXandikos]) {
    const server = await start();
    if (!server) continue;
    try {
      found.set(server.name, await measured(server, count));
    } finally {
      hangUp();
      await server.close();
    }
  }
  const ours = found.get("Kerani") ?? new Map<string, Figure>();
  const peers = [...found].filter(([name]) => name !== "Kerani");
  const sizes = [...found].map(([name, figures]) => `${name} ${figures.get("filled")?.perSecond.toLocaleString("en") ?? 0}`);
  report.say(`${count.toLocaleString("en")} events, a third of them recurring (filled: ${sizes.join(", ")})`);
  for (const [what, figure] of ours) {
    if (what === "filled") continue;
    const theirs = peers.flatMap(([name, figures]) => {
      const one = figures.get(what);
      return one ? [{ name, ...one }] : [];
    });
    const best = theirs.toSorted((a, b) => b.perSecond - a.perSecond)[0];
    const others = theirs.map((one) => `${one.name} ${perSecond(one.perSecond)}, ${said(one)}`);
    report.line({
      what,
      figure: perSecond(figure.perSecond),
      ...(best
        ? {
            limit: `${best.name} ${perSecond(best.perSecond)}: ${share(figure.perSecond, best.perSecond)}`,
            holds: figure.perSecond >= best.perSecond,
          }
        : {}),
      note: [said(figure), ...others].join("; "),
    });
  }
};

/** CalDAV over the wire beside the servers that Debian ships, each started here, with the same requests. */
export const dav: Part = async (report, { large } = { large: false }) => {
  await compare(report, SMALL);
  if (large) await compare(report, BIG);
  else report.say(`with --large: ${BIG.toLocaleString("en")} events (some minutes)`);
};
