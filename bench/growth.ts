import { verifyJournal } from "#kernel/journal/verify.ts";
import { fill } from "./fill.ts";
import { percentile } from "./load.ts";
import { openScratch, type Scratch } from "./scratch.ts";
import { ms, share, type Part } from "./table.ts";

const FEW = 10_000;
const MANY = 100_000;
const LARGE = 1_000_000;
const TIMES = 60;
/** A page of a thing that does not grow may cost this much more, and this many milliseconds of noise. */
const GROWS = 2;
const NOISE_MS = 5;

type Measured = { what: string; milliseconds: number };

const QUERIES: readonly (readonly [what: string, query: string, input: Record<string, unknown>])[] = [
  ["the desk (attention.feed), 1,000 items open", "attention.feed", {}],
  ["attention.counts", "attention.counts", {}],
  ["newest messages (message.list)", "message.list", {}],
  ["search for a word that nine messages have", "message.list", { search: "durian" }],
  ["search for a word that a tenth of all messages have", "message.list", { search: "lelang" }],
  ["message.counts", "message.counts", {}],
];

const measure = async ({ house }: Scratch, clerk: Parameters<typeof house.pipeline.call>[2]["actor"]): Promise<Measured[]> => {
  const found: Measured[] = [];
  for (const [what, query, input] of QUERIES) {
    const times: number[] = [];
    for (let nth = 0; nth < TIMES; nth++) {
      const begun = process.hrtime.bigint();
      await house.pipeline.call(query, input, { actor: clerk });
      times.push(Number(process.hrtime.bigint() - begun) / 1e6);
    }
    found.push({ what, milliseconds: percentile(times, 0.5) });
  }
  return found;
};

const check = async ({ house }: Scratch): Promise<{ lines: number; milliseconds: number }> => {
  const begun = process.hrtime.bigint();
  const { lines, faults } = await verifyJournal(house.db, house.registry.covered);
  if (faults.length > 0) throw new Error(`the filled journal does not hold: ${faults[0]?.text.en}`);
  return { lines, milliseconds: Number(process.hrtime.bigint() - begun) / 1e6 };
};

/** What grows with the number of messages: no page of the desk may; the journal check may, line by line. */
export const growth: Part = async (report, { large } = { large: false }) => {
  const scratch = await openScratch({ background: false });
  try {
    const [clerk, boss] = [await scratch.staff("Sari Wulandari"), await scratch.staff("Rina Kusuma", "staff")];
    const who = { clerk: clerk.id, boss: boss.id };
    const most = large ? LARGE : MANY;
    await fill(scratch.house, who, 0, FEW);
    const before = await measure(scratch, clerk);
    const few = await check(scratch);
    await fill(scratch.house, who, FEW, most);
    const after = await measure(scratch, clerk);
    const many = await check(scratch);
    report.say(`median of ${TIMES}, at ${most.toLocaleString("en")} messages, beside the same at ${FEW.toLocaleString("en")}`);
    for (const [index, { what, milliseconds }] of after.entries()) {
      const limit = before[index]?.milliseconds ?? 0;
      const line = { what, figure: ms(milliseconds), limit: `${ms(limit)}: ${share(milliseconds, limit)}` };
      report.line({ ...line, holds: milliseconds <= GROWS * limit + NOISE_MS });
    }
    const [one, each] = [few.milliseconds / few.lines, many.milliseconds / many.lines];
    report.line({
      what: `journal check, a line, of ${many.lines.toLocaleString("en")} (${(many.milliseconds / 1000).toFixed(1)} s in all)`,
      figure: `${(each * 1000).toFixed(0)} µs`,
      limit: `${(one * 1000).toFixed(0)} µs: ${share(each, one)}`,
      holds: each <= GROWS * one,
    });
    if (!large) report.say(`with --large: ${LARGE.toLocaleString("en")} messages (some minutes)`);
  } finally {
    await scratch.close();
  }
};
