import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { startSmtpMailbox, type SmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { theClerk } from "#kernel/actor/actor.ts";
import { readConfig } from "#kernel/config/config.ts";
import { openPool } from "#kernel/db/pool.ts";
import { openLog } from "#kernel/log/log.ts";
import { databaseAt } from "#test/harness/postgres.ts";
import type { SeededPeople } from "#duties/people/fixtures.ts";
import type { House } from "../../src/house.ts";
import { fillExample } from "../../src/run/demo.ts";
import { openPremises } from "../../src/run/premises.ts";
import { startKerani } from "../../src/run/start.ts";

/** The password of everybody in the example company. */
export const PASSWORD = "percobaan kerani 2026";

/** A Kerani that was started as an administrator starts one, on a database of its own, with the built web application. */
export type StartedKerani = {
  url: string;
  /** What it said on the screen when it started. */
  said: string;
  /** A second process of the same company, for what a test does behind the browser's back. */
  house: House;
  /** Who works in the example company, by the names that its fixtures use. */
  staff: SeededPeople["staff"];
  /** Where its mail arrives. */
  mailbox: SmtpMailbox;
  close(): Promise<void>;
};

/** Starts Kerani; with `example`, the example company is at work in it. Its name is localhost: passkeys have no bare addresses. */
export const openKerani = async ({ example = true }: { example?: boolean } = {}): Promise<StartedKerani> => {
  const serverUrl = inject("serverUrl");
  const name = `b_${randomBytes(8).toString("hex")}`;
  const server = openPool(serverUrl, 1);
  await server.query(`create database ${name} template ${inject("template")}`);
  const dataDir = await mkdtemp(join(tmpdir(), "kerani-browser-"));
  const config = {
    ...readConfig({ KERANI_DATA: dataDir, KERANI_PORT: "0", KERANI_HOST: "localhost", KERANI_LOG: "silent" }),
    databaseUrl: databaseAt(serverUrl, name),
  };
  const lines: string[] = [];
  let url = "";
  const premises = await openPremises(config, { background: false, url: () => url, setUpCode: "", log: openLog("silent"), poolSize: 4 });
  const mailbox = await startSmtpMailbox();
  // Whom the example company writes to depends on the hour: office hours and quiet hours are theirs.
  mailbox.expects(() => true, Infinity);
  let staff = {} as SeededPeople["staff"];
  if (example) {
    const { host, port } = mailbox;
    const mail = { host, port, security: "plain", fromAddress: "meja@nusantarakarya.example", tryIt: false };
    await premises.house.pipeline.call("mail.set", mail, { actor: theClerk("cli") });
    staff = await fillExample(premises.house);
  }
  const running = await startKerani(config, "0.0.0", (line) => lines.push(line));
  url = running.url;
  return {
    url,
    said: lines.join("\n"),
    house: premises.house,
    staff,
    mailbox,
    async close() {
      await running.close();
      await premises.close();
      await mailbox.close();
      await server.query(`drop database if exists ${name} with (force)`);
      await server.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
