import type { Command } from "commander";
import type { Config } from "#kernel/config/config.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { CliParts } from "#doors/cli/program.ts";
import { pretty } from "#doors/cli/print.ts";
import { readSecret } from "./secret.ts";
import { addSetUp, setUp } from "./set-up.ts";

type Parts = CliParts & { config: Config };

const portFrom = (config: Config, port: string | undefined): Config => (port === undefined ? config : { ...config, port: Number(port) });

// Each is loaded only when it is asked for: a message taken at the command line does not wait for the web server's code.
const starting = () => import("./start.ts");
const safekeeping = () => import("./safekeeping.ts");

/** Adds what an administrator does to Kerani as a whole; everything that Kerani does for a company comes from the catalogue. */
export const addOperations = (program: Command, parts: Parts): void => {
  const { config, version, terminal, lang } = parts;
  const say = (id: string, en: string) => (lang === "id" ? id : en);

  program
    .command("start")
    .description(say("Menjalankan Kerani dan mengatakan di mana membukanya", "Start Kerani and say where to open it"))
    .option("--port <number>", say("porta; 0 memilih yang bebas", "port; 0 picks a free one"))
    .action(async ({ port }: { port?: string }) => (await starting()).stayOpen(portFrom(config, port), version, terminal.out));

  program
    .command("demo")
    .description(
      say(
        "Mengisi perusahaan contoh ke data yang masih kosong, lalu menjalankannya",
        "Fill empty data with an example company, then start it",
      ),
    )
    .option("--port <number>", say("porta; 0 memilih yang bebas", "port; 0 picks a free one"))
    .option("--fill-only", say("hanya mengisi", "only fill"))
    .action(async ({ port, fillOnly }: { port?: string; fillOnly?: boolean }) => {
      await (await import("./demo.ts")).runDemo(config, terminal.out);
      if (!fillOnly) await (await starting()).stayOpen(portFrom(config, port), version, terminal.out);
    });

  addSetUp(program, lang, async ({ json, ...wish }) => {
    const password = process.env["KERANI_ADMIN_PASSWORD"] ?? (await readSecret(say("Kata sandi pengurus: ", "Administrator's password: ")));
    const { personId } = await setUp(await parts.caller(), wish, password);
    terminal.out(json ? JSON.stringify({ personId }) : say("Kerani sudah disiapkan.", "Kerani is set up."));
  });

  const tell = ({ told, remark }: { told: object; remark?: Text | undefined }) => {
    terminal.out(pretty(told));
    if (remark) terminal.err(remark[lang]);
  };
  program
    .command("backup <file>")
    .description(
      say(
        "Mencadangkan semuanya ke satu berkas, selagi Kerani berjalan; terenkripsi bila KERANI_PASSPHRASE diisi",
        "Back everything up into one file while Kerani runs; encrypted when KERANI_PASSPHRASE is set",
      ),
    )
    .action(async (file: string) => tell(await (await safekeeping()).backUp(config, file, version)));
  program
    .command("restore <file>")
    .description(say("Memulihkan cadangan ke mesin yang masih kosong", "Restore a backup onto an empty machine"))
    .action(async (file: string) => tell(await (await safekeeping()).restoreFrom(config, file)));

  program
    .command("audit")
    .description(say("Jurnal", "The journal"))
    .command("verify")
    .description(say("Memeriksa jurnal dan setiap catatan yang dijaganya", "Check the journal and every record that it vouches for"))
    .option("--json")
    .action(async ({ json }: { json?: boolean }) => {
      const call = await parts.caller();
      const verdict = (await call("audit.verify", {}, {})) as {
        sound: boolean;
        lines: number;
        records: number;
        head: { hash: string };
        faults: { text: { id: string; en: string } }[];
      };
      if (json) terminal.out(JSON.stringify(verdict));
      else {
        terminal.out(
          say(
            `${verdict.lines} baris, ${verdict.records} catatan, kepala ${verdict.head.hash}`,
            `${verdict.lines} lines, ${verdict.records} records, head ${verdict.head.hash}`,
          ),
        );
        for (const fault of verdict.faults) terminal.out(`✗ ${fault.text[lang]}`);
        terminal.out(
          verdict.sound ? say("✓ Jurnal utuh.", "✓ The journal is sound.") : say("Jurnal TIDAK utuh.", "The journal is NOT sound."),
        );
      }
      if (!verdict.sound) process.exitCode = 1;
    });

  program
    .command("doctor")
    .description(say("Memeriksa pemasangan dan mengatakan cara memperbaikinya", "Examine the installation and say how to mend it"))
    .option("--json")
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await (await import("./doctor.ts")).examine(config);
      if (json) terminal.out(JSON.stringify(findings));
      else
        for (const { well, what, mend } of findings)
          terminal.out(`${well ? "✓" : "✗"} ${what[lang]}${mend && !well ? `\n    → ${mend[lang]}` : ""}`);
      if (findings.some(({ well }) => !well)) process.exitCode = 1;
    });

  program
    .command("mcp")
    .description(
      say(
        "MCP lewat masukan dan keluaran standar, untuk agen di mesin ini",
        "MCP over standard input and output, for an agent on this machine",
      ),
    )
    .action(async () => (await import("./mcp-stdio.ts")).serveMcpOnStdio({ config, version }));
};
