import { commands } from "./commands.ts";
import { printed, type Part } from "./table.ts";

const PARTS: Readonly<Record<string, { says: string; part: Part }>> = {
  commands: { says: "Commands a second, every one durable, beside pgbench with the same statements on the same server", part: commands },
};

const wanted = process.argv.slice(2);
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
  await part({ line: (line) => console.log(`  ${printed(line)}`), say: (text) => console.log(`  ${text}`) });
  console.log(`  (${seconds(start)})`);
}
console.log(`\nmeasured in ${seconds(begun)}`);
