import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { joinDuties } from "#kernel/catalogue/duty.ts";
import { duties } from "../../src/duties.ts";

const FILES = ["administrator.en", "administrator.id", "clerk.en", "clerk.id", "executive.en", "executive.id"];
const OF_THE_PROGRAM = new Set(["start", "demo", "setup", "backup", "restore", "doctor", "mcp", "audit verify"]);
const registry = joinDuties(duties);
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const read = (name: string): Promise<string> => readFile(fileURLToPath(new URL(`../../docs/guide/${name}.md`, import.meta.url)), "utf8");

/** Every command line in a guide, in spans and blocks, joined over broken lines. */
const commandsIn = (text: string): string[] => {
  const code = [...text.matchAll(/```sh\n([^]*?)```|`([^`]+)`/g)].map(([, block, span]) => block ?? (span ?? "").replaceAll("\n", " "));
  return code.flatMap((part) =>
    [...part.replaceAll("\\\n", " ").matchAll(/(?:^|[\s|])kerani ((?:[a-z][a-z-]*)[^\n#|]*)/g)].map(([, rest]) => rest ?? ""),
  );
};

test.each(FILES)("every command and flag that %s names exists", async (name) => {
  const commands = commandsIn(await read(name));
  for (const command of commands) {
    const [noun = "", verb = ""] = command.split(/\s+/);
    if (OF_THE_PROGRAM.has(noun) || OF_THE_PROGRAM.has(`${noun} ${verb}`)) continue;
    const operation = registry.find(`${noun}.${verb}`)?.operation;
    expect(operation, `kerani ${command}`).toBeDefined();
    const known = new Set([...Object.keys(operation?.input.shape ?? {}).map(kebab), "json", "acting-for"]);
    for (const [, flag = ""] of command.matchAll(/\s--([a-z-]+)/g)) expect([...known], `kerani ${command}`).toContain(flag);
  }
  expect(commands.length).toBeGreaterThanOrEqual(name.startsWith("administrator") ? 20 : 0);
});

test("both languages of a guide have the same parts, commands and tables", async () => {
  for (const guide of ["administrator", "clerk", "executive"]) {
    const [en, id] = [await read(`${guide}.en`), await read(`${guide}.id`)];
    const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;
    for (const what of [/^## /gm, /^\|/gm, /^```/gm, /^- /gm])
      expect([guide, what, count(id, what)]).toEqual([guide, what, count(en, what)]);
    const nounsAndVerbs = (text: string) =>
      commandsIn(text)
        .map((command) => command.split(/\s+/).slice(0, 2).join(" "))
        .filter((words) => /^[a-z-]+ [a-z-]+$/.test(words));
    expect(nounsAndVerbs(id).sort()).toEqual(nounsAndVerbs(en).sort());
  }
});
