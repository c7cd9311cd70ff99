import { readFileSync } from "node:fs";
import { Command } from "commander";
import { joinDuties } from "#kernel/catalogue/duty.ts";
import { readConfig } from "#kernel/config/config.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { nearestLanguage } from "#kernel/i18n/text.ts";
import { EXIT } from "#doors/cli/print.ts";
import { addCatalogue, runProgram } from "#doors/cli/program.ts";
import { completions, completionScript } from "#doors/cli/completion.ts";
import { duties } from "./duties.ts";
import { callerFor } from "./run/caller.ts";
import { addOperations } from "./run/operations.ts";
import { troubleOf } from "./run/trouble.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

const terminal = {
  out: (text: string) => void process.stdout.write(`${text}\n`),
  err: (text: string) => void process.stderr.write(`${text}\n`),
};

const { KERANI_LANG, LC_ALL, LANG } = process.env;
const lang = nearestLanguage(KERANI_LANG || LC_ALL || LANG || "en");

const main = async (argv: string[]): Promise<number> => {
  const config = readConfig(process.env);
  const registry = joinDuties(duties);
  const caller = callerFor({ config, registry });
  const parts = { registry, lang, terminal, version, caller: caller.open };
  const program = new Command("kerani")
    .version(version)
    .description(lang === "id" ? "Meja operasi perusahaan" : "The operations desk of a company");
  addOperations(program, { ...parts, config });
  addCatalogue(program, parts);
  program
    .command("completion <shell>")
    .description("bash | zsh | fish")
    .action((shell: string) => terminal.out(completionScript(shell) ?? ""));
  program
    .command("__complete [words...]", { hidden: true })
    .allowUnknownOption()
    .action((words: string[] = []) => terminal.out(completions(program, words).join("\n")));
  try {
    return await runProgram(program, argv, parts);
  } finally {
    await caller.close();
  }
};

try {
  // A finding (a broken journal, an ill installation) has set its exit code already.
  process.exitCode = (await main(process.argv.slice(2))) || process.exitCode || 0;
} catch (error) {
  const trouble = error instanceof Refusal ? error : troubleOf(error);
  if (!trouble) throw error;
  terminal.err(trouble.sentence(lang));
  process.exitCode = EXIT[trouble.kind];
}
