import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kerani, startReal } from "#test/harness/running.ts";

/** A CalDAV server that is measured: its process, and an empty calendar of somebody who may do everything there. */
export type Server = {
  name: string;
  pid: number;
  /** The calendar's address, with a slash at its end. */
  calendar: string;
  headers: Record<string, string>;
  close(): Promise<void>;
};

const PATIENCE_MS = 20_000;
const PASSWORD = "kuda terbang di atas awan";

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.end());
  });

const stopped = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
};

const started = async (program: string, args: readonly string[], port: number): Promise<ChildProcess> => {
  const child = spawn(program, args, { stdio: "ignore" });
  const until = process.hrtime.bigint() + BigInt(PATIENCE_MS) * 1_000_000n;
  while (!(await answers(port))) {
    if (child.exitCode !== null || process.hrtime.bigint() > until) throw new Error(`${program} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return child;
};

const makeCalendar = async (calendar: string, headers: Record<string, string>): Promise<void> => {
  const answer = await fetch(calendar, { method: "MKCALENDAR", headers });
  if (answer.status !== 201) throw new Error(`${calendar} was not made: ${answer.status} ${await answer.text()}`);
};

const basic = (user: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` });

/** Kerani itself, as an administrator starts it, with its embedded PostgreSQL. */
export const startKerani = async (): Promise<Server> => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-bench-dav-"));
  const env = {
    KERANI_DATA: folder,
    KERANI_LOG: "silent",
    KERANI_COMPANY: "PT Uji",
    KERANI_ADMIN_EMAIL: "rina@contoh.test",
    KERANI_ADMIN_NAME: "Rina Wulandari",
    KERANI_ADMIN_PASSWORD: PASSWORD,
  };
  const { url, child } = await startReal(env);
  const made = JSON.parse(await kerani(env, ["token", "create", "--user", "rina@contoh.test", "--scope", "*", "--json"])) as {
    token: string;
  };
  const headers = basic("rina", made.token);
  const home = await homeOf(`${url}/dav/`, headers);
  const calendar = new URL(`${home}ukur/`, url).href;
  await makeCalendar(calendar, headers);
  return {
    name: "Kerani",
    pid: child.pid as number,
    calendar,
    headers,
    close: async () => {
      await stopped(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const asked = async (address: string, property: string, headers: Record<string, string>): Promise<string> => {
  const body = `<propfind xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop>${property}</prop></propfind>`;
  const answer = await fetch(address, { method: "PROPFIND", headers: { ...headers, depth: "0", "content-type": "application/xml" }, body });
  const text = await answer.text();
  const href = /<(?:\w+:)?(?:current-user-principal|calendar-home-set)[^>]*>\s*<(?:\w+:)?href[^>]*>([^<]+)</.exec(text)?.[1];
  if (!href) throw new Error(`${address} does not say: ${answer.status} ${text}`);
  return new URL(href, address).href;
};

const homeOf = async (root: string, headers: Record<string, string>): Promise<string> =>
  asked(await asked(root, "<current-user-principal/>", headers), "<C:calendar-home-set/>", headers);

/** Radicale as Debian ships it; undefined where it is not installed. */
export const startRadicale = async (): Promise<Server | undefined> => {
  const program = "/usr/bin/radicale";
  if (!existsSync(program)) return undefined;
  const [folder, port] = [await mkdtemp(join(tmpdir(), "radicale-")), await freePort()];
  const config = `[server]\nhosts=127.0.0.1:${port}\n[auth]\ntype=none\n[storage]\nfilesystem_folder=${folder}/data\n[logging]\nlevel=critical\n`;
  await writeFile(join(folder, "config"), config);
  const child = await started(program, ["--config", join(folder, "config")], port);
  const headers = basic("rina", "rahasia");
  const calendar = `http://127.0.0.1:${port}/rina/ukur/`;
  await makeCalendar(calendar, headers);
  const close = async () => {
    await stopped(child);
    await rm(folder, { recursive: true, force: true });
  };
  return { name: "Radicale", pid: child.pid as number, calendar, headers, close };
};

/** Xandikos as Debian ships it; undefined where it is not installed. */
export const startXandikos = async (): Promise<Server | undefined> => {
  const program = "/usr/bin/xandikos";
  if (!existsSync(program)) return undefined;
  const [folder, port] = [await mkdtemp(join(tmpdir(), "xandikos-")), await freePort()];
  const args = ["-d", folder, "-l", "127.0.0.1", "-p", String(port), "--defaults", "--current-user-principal", "/rina/"];
  const child = await started(program, args, port);
  const close = async () => {
    await stopped(child);
    await rm(folder, { recursive: true, force: true });
  };
  return { name: "Xandikos", pid: child.pid as number, calendar: `http://127.0.0.1:${port}/rina/calendars/calendar/`, headers: {}, close };
};
