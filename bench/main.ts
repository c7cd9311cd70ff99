import { commands } from "./commands.ts";
import { dav } from "./dav/dav.ts";
import { desk } from "./desk.ts";
import { finding } from "./finding/slots.ts";
import { growth } from "./growth.ts";
import { reach } from "./reach.ts";
import { screens } from "./screens.ts";
import { printed, type Part } from "./table.ts";
import { weight } from "./weight.ts";

const PARTS: Readonly<Record<string, { says: string; part: Part }>> = {
  commands: { says: "Commands a second, every one durable, beside pgbench with the same statements on the same server", part: commands },
  desk: { says: "Who is it, and what waits: beside the same statements on a bare connection", part: desk },
  reach: { says: "From raising an item to the channel that is called for it", part: reach },
  screens: { says: "From a commit to every open desk", part: screens },
  weight: { says: "Start, memory, and what a browser fetches", part: weight },
  finding: { says: "Finding times in the calendars of a busy year", part: finding },
  dav: { says: "CalDAV over the wire, beside the servers that Debian ships (apt-get install radicale xandikos)", part: dav },
  growth: { says: "Ten times and a hundred times the messages: nothing that a screen asks may grow with them", part: growth },
};

const large = process.argv.includes("--large");
const wanted = process.argv.slice(2).filter((word) => word !== "--large");
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`There is no part called ${unknown.join(", ")}; there are: ${Object.keys(PARTS).join(", ")}`);
  process.exit(64);
}

const begun = process.hrtime.bigint();
const seconds = (since: bigint): string => `${(Number(process.hrtime.bigint() - since) / 1e9).toFixed(0)} s`;
for (const [name, { says, part }] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = process.hrtime.bigint();
  console.log(`\n${name}: ${says}`);
  await part({ line: (line) => console.log(`  ${printed(line)}`), say: (text) => console.log(`  ${text}`) }, { large });
  console.log(`  (${seconds(start)})`);
}
console.log(`\nmeasured in ${seconds(begun)}`);
