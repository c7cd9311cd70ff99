import { Command, CommanderError } from "commander";
import type { Registry } from "#kernel/catalogue/duty.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import { Drafted } from "#kernel/pipeline/pending.ts";
import type { Caller } from "./callers.ts";
import { addFlags, inputFrom } from "./flags.ts";
import { EXIT, pretty } from "./print.ts";

/** Where the command line writes. */
export type Terminal = { out(text: string): void; err(text: string): void };

/** What the command line stands on. The caller is opened only when a command is really given. */
export type CliParts = { registry: Registry; lang: Lang; terminal: Terminal; caller: () => Promise<Caller>; version: string };

type Flags = Record<string, unknown> & { json?: boolean; idempotencyKey?: string; actingFor?: string };

const run = async (parts: CliParts, name: string, args: unknown[], flags: Flags): Promise<void> => {
  const operation = parts.registry.find(name)?.operation;
  if (!operation) return;
  const call = await parts.caller();
  const output = await call(name, inputFrom(operation, args, flags), { idempotencyKey: flags.idempotencyKey, actingFor: flags.actingFor });
  parts.terminal.out(flags.json ? JSON.stringify(output ?? null) : pretty(output ?? ""));
  if (output !== null && typeof output === "object" && "waitsForApproval" in output) throw new CommanderError(EXIT.drafted, "drafted", "");
};

/** Adds one sub-command for each operation of the catalogue: `kerani <noun> <verb>`. */
export const addCatalogue = (program: Command, parts: CliParts): void => {
  const nouns = new Map<string, Command>();
  for (const name of parts.registry.names()) {
    const found = parts.registry.find(name);
    if (!found || found.operation.forPrograms === false) continue;
    const [noun = "", verb = ""] = name.split(".");
    let group = nouns.get(noun) ?? program.commands.find((existing) => existing.name() === noun);
    if (!group) group = program.command(noun).description(found.duty.title[parts.lang]);
    nouns.set(noun, group);
    if (group.commands.some((existing) => existing.name() === verb)) continue;
    const command = group.command(verb).description(found.operation.summary[parts.lang]);
    addFlags(command, found.operation, parts.lang);
    command.option("--json", parts.lang === "id" ? "jawaban sebagai JSON" : "answer as JSON");
    if (found.operation.kind === "command")
      command.option("--idempotency-key <key>", parts.lang === "id" ? "kunci yang sama dijalankan sekali" : "the same key runs once");
    command.option(
      "--acting-for <person>",
      parts.lang === "id" ? "atas nama orang ini, dengan mandat" : "in this person's name, by a mandate",
    );
    command.action(async (...given: unknown[]) => {
      const options = given.at(-2) as Flags;
      await run(parts, name, given.slice(0, -2), options);
    });
  }
};

/** Runs a program to its exit code; whatever is refused is said in one sentence on standard error (as JSON with --json). */
export const runProgram = async (
  program: Command,
  argv: readonly string[],
  { lang, terminal }: Pick<CliParts, "lang" | "terminal">,
): Promise<number> => {
  const asJson = argv.includes("--json");
  const quiet = (command: Command): void => {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => terminal.out(text.trimEnd()), writeErr: (text) => terminal.err(text.trimEnd()) });
    command.commands.forEach(quiet);
  };
  quiet(program);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.code === "drafted" ? error.exitCode : error.exitCode === 0 ? 0 : EXIT.invalid;
    if (!(error instanceof Refusal)) throw error;
    const { code, kind, problems } = error;
    const detail = error.sentence(lang);
    if (asJson)
      terminal.err(
        JSON.stringify({ code, kind, detail, problems: problems.map(({ path, text }) => ({ path, detail: text[lang] })), ...error.data }),
      );
    else terminal.err(detail);
    return error instanceof Drafted ? EXIT.drafted : EXIT[kind];
  }
};
