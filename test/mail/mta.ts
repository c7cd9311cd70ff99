import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The domain of people's real mailboxes; everything for `DESK_DOMAIN` is passed on to Kerani; what is for `GONE_DOMAIN` is taken and
 * comes back, because the next server (Kerani itself) refuses it; what is for `CLOSED_DOMAIN` is refused at once.
 */
export const PEOPLE_DOMAIN = "orang.test";
export const DESK_DOMAIN = "kantor.test";
export const GONE_DOMAIN = "gagal.test";
export const CLOSED_DOMAIN = "tutup.test";
/** The password of every mailbox. */
export const MAILBOX_PASSWORD = "kotak-surat-percobaan";

const POSTFIX = "/usr/lib/postfix/sbin";
const DOVECOT = "/usr/sbin/dovecot";
const TLS = fileURLToPath(new URL("../../fakes/tls/", import.meta.url));
/** Mail lies as nobody's: neither server delivers as root. */
const NOBODY = 65_534;
const LONGEST_START_MS = 15_000;

/** A mail server and a mailbox server of the real world, on loopback. */
export type Post = { smtpPort: number; imapPort: number; certificate: string; log(): string; close(): Promise<void> };

/** Says what a machine lacks for the real servers; nothing when it has everything. */
export const lacking = (): string | undefined => {
  const missing = [
    ...(existsSync(`${POSTFIX}/master`) ? [] : ["postfix"]),
    ...(existsSync("/usr/lib/dovecot/imap") ? [] : ["dovecot-imapd"]),
  ];
  return missing.length > 0 ? `This test needs the real mail servers: apt-get install ${missing.join(" ")}` : undefined;
};

/** False for an ordinary user: Postfix starts as root only. `npm test` says so and counts these tests as skipped. */
export const mayStartPost = process.getuid?.() === 0;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Resolves when somebody listens; fails when the process ended instead. */
const listening = async (port: number, child: ChildProcess, said: () => string): Promise<void> => {
  const late = AbortSignal.timeout(LONGEST_START_MS);
  for (;;) {
    if (child.exitCode !== null || late.aborted) throw new Error(`the server did not start: ${said()}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: "127.0.0.1", port });
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

const run = (command: string, args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
};

const writePostfix = (folder: string, port: number, deskPort: number, people: readonly string[]): void => {
  for (const name of ["conf", "queue", "data"]) mkdirSync(join(folder, name));
  chownSync(join(folder, "data"), Number(run("id", ["-u", "postfix"])), Number(run("id", ["-g", "postfix"])));
  const mailboxes = people.map((name) => `{${name}@${PEOPLE_DOMAIN} = ${name}/}`).join(", ");
  const main = {
    compatibility_level: "3.6",
    queue_directory: join(folder, "queue"),
    data_directory: join(folder, "data"),
    maillog_file: join(folder, "mail.log"),
    maillog_file_prefixes: folder,
    myhostname: "mx.kantor.test",
    mydestination: "",
    inet_interfaces: "127.0.0.1",
    inet_protocols: "ipv4",
    mynetworks: "127.0.0.0/8",
    smtpd_relay_restrictions: "permit_mynetworks, reject",
    smtpd_peername_lookup: "no",
    smtp_host_lookup: "native",
    recipient_delimiter: "+",
    relay_domains: DESK_DOMAIN,
    transport_maps: `inline:{{${DESK_DOMAIN} = smtp:[127.0.0.1]:${deskPort}}, {${GONE_DOMAIN} = smtp:[127.0.0.1]:${deskPort}}, {${CLOSED_DOMAIN} = error:5.1.1 no such mailbox}}`,
    virtual_mailbox_domains: PEOPLE_DOMAIN,
    virtual_mailbox_base: join(folder, "mail"),
    virtual_mailbox_maps: `inline:{${mailboxes}}`,
    virtual_uid_maps: `static:${NOBODY}`,
    virtual_gid_maps: `static:${NOBODY}`,
    virtual_alias_maps: "",
    alias_maps: "",
    alias_database: "",
    smtputf8_enable: "no",
  };
  writeFileSync(
    join(folder, "conf", "main.cf"),
    Object.entries(main)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(""),
  );
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 300 1 qmgr",
    "rewrite unix - - n - - trivial-rewrite",
    ...["bounce", "defer", "trace"].map((name) => `${name} unix - - n - 0 bounce`),
    "proxymap unix - - n - - proxymap",
    "smtp unix - - n - - smtp",
    "relay unix - - n - - smtp",
    "error unix - - n - - error",
    "retry unix - - n - - error",
    "virtual unix - n n - - virtual",
    "anvil unix - - n - 1 anvil",
    "postlog unix-dgram n - n - 1 postlogd",
  ];
  writeFileSync(join(folder, "conf", "master.cf"), `${services.join("\n")}\n`);
};

const writeDovecot = (folder: string, port: number): string => {
  const file = join(folder, "dovecot.conf");
  writeFileSync(
    file,
    `base_dir = ${folder}/dovecot
state_dir = ${folder}/dovecot-state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${TLS}loopback-cert.pem
ssl_key = <${TLS}loopback-key.pem
first_valid_uid = 1
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%n
passdb {
  driver = static
  args = password=${MAILBOX_PASSWORD}
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${folder}/mail/%n
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`,
  );
  return file;
};

/** Ends a server by its own process id, with what it started, and waits for it. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGTERM");
  await gone;
};

/** Starts Debian's Postfix and Dovecot in a folder of their own, for the mailboxes of these people; touches nothing else. */
export const startPost = async (folder: string, deskPort: number, people: readonly string[]): Promise<Post> => {
  const [smtpPort, imapPort] = [await freePort(), await freePort()];
  mkdirSync(join(folder, "mail"));
  chownSync(join(folder, "mail"), NOBODY, NOBODY);
  writePostfix(folder, smtpPort, deskPort, people);
  run("/usr/sbin/postfix", ["-c", join(folder, "conf"), "check"]);
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "");
  const log = () => read("mail.log") + read("dovecot.log");
  const started = [
    spawn(`${POSTFIX}/master`, ["-c", join(folder, "conf"), "-d"], { stdio: "ignore", detached: true }),
    spawn(DOVECOT, ["-F", "-c", writeDovecot(folder, imapPort)], { stdio: "ignore", detached: true }),
  ];
  const close = async () => void (await Promise.all(started.map(end)));
  try {
    await listening(smtpPort, started[0] as ChildProcess, log);
    await listening(imapPort, started[1] as ChildProcess, log);
  } catch (error) {
    await close();
    throw error;
  }
  return { smtpPort, imapPort, certificate: readFileSync(`${TLS}loopback-cert.pem`, "utf8"), log, close };
};
