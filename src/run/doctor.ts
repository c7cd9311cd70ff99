import { access, constants, mkdir, stat, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type pg from "pg";
import { systemClock } from "#kernel/clock/clock.ts";
import type { Config } from "#kernel/config/config.ts";
import { openDatabase } from "#kernel/db/handle.ts";
import { readMigrations } from "#kernel/db/migrate.ts";
import { openPool } from "#kernel/db/pool.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { Text } from "#kernel/i18n/text.ts";
import { asMailSettings, outgoingMail } from "#kernel/mail/mail-room.ts";
import { verifyMailSettings } from "#kernel/mail/outgoing-check.ts";
import { openSettings, openVault } from "#kernel/settings/settings.ts";
import { checkMailbox, whoListens } from "#doors/mail/check.ts";
import { mailboxOf } from "#doors/mail/mailbox.ts";
import { openDatabaseOf, readKey } from "./premises.ts";

/** One thing that was looked at: whether it is well, what it is, and how to mend it when it is not. */
export type Finding = { check: string; well: boolean; what: Text; mend?: Text };

const LEAST_FREE_BYTES = 500 * 1024 * 1024;
const STUCK_AFTER = { minutes: 15 };
const LONGEST_PROBE_MS = 2_000;

const said = (error: unknown): Text => {
  if (error instanceof Refusal) return error.text;
  const text = (error as { text?: Text }).text;
  const message = error instanceof Error ? error.message : String(error);
  return text ?? { id: message, en: message };
};

const folder = async ({ dataDir }: Config): Promise<Finding> => {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
    return {
      check: "data",
      well: true,
      what: { id: `Folder data ${dataDir} dapat ditulisi`, en: `The data folder ${dataDir} can be written` },
    };
  } catch (error) {
    return {
      check: "data",
      well: false,
      what: {
        id: `Folder data ${dataDir} tidak dapat ditulisi (${said(error).id})`,
        en: `The data folder ${dataDir} cannot be written (${said(error).en})`,
      },
      mend: {
        id: "Beri hak tulis kepada pengguna Kerani, atau pilih folder lain dengan KERANI_DATA.",
        en: "Give Kerani's user the right to write, or choose another folder with KERANI_DATA.",
      },
    };
  }
};

const disk = async ({ dataDir }: Config): Promise<Finding> => {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  return {
    check: "disk",
    well: free >= LEAST_FREE_BYTES,
    what: { id: `Ruang kosong ${gigabytes} GB`, en: `${gigabytes} GB free on the disk` },
    mend: {
      id: "Kosongkan ruang atau pindahkan data ke disk yang lebih besar; sampai itu Kerani menolak menyimpan dan tidak merusak apa pun.",
      en: "Free some room or move the data to a larger disk; until then Kerani refuses to store and damages nothing.",
    },
  };
};

const isTaken = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(true));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });

const port = async ({ host, port: number }: Config): Promise<Finding> => {
  const taken = number !== 0 && (await isTaken(host, number));
  const ours =
    taken &&
    (await fetch(`http://${host}:${number}/healthz`, { signal: AbortSignal.timeout(LONGEST_PROBE_MS) }).then(
      async (answer) => answer.headers.has("x-request-id") && (await answer.text()) === "ok\n",
      () => false,
    ));
  const text = !taken
    ? { id: "bebas; Kerani sedang tidak berjalan", en: "is free; Kerani is not running" }
    : ours
      ? { id: "dipakai oleh Kerani yang sedang berjalan", en: "is used by a running Kerani" }
      : { id: "dipakai program lain", en: "is used by another program" };
  return {
    check: "port",
    well: !taken || ours,
    what: { id: `Porta ${number} ${text.id}`, en: `Port ${number} ${text.en}` },
    mend: {
      id: "Hentikan program itu, atau pilih porta lain dengan KERANI_PORT.",
      en: "Stop that program, or choose another port with KERANI_PORT.",
    },
  };
};

const key = async (config: Config): Promise<Finding> => {
  await readKey(config);
  const { mode } = await stat(join(config.dataDir, "kerani.key"));
  const open = (mode & 0o077) !== 0;
  return {
    check: "key",
    well: !open,
    what: open
      ? { id: "Kunci kerani.key dapat dibaca pengguna lain", en: "The key kerani.key can be read by other users" }
      : { id: "Kunci kerani.key hanya terbaca oleh Kerani", en: "The key kerani.key is readable by Kerani only" },
    mend: { id: "Jalankan: chmod 600 kerani.key", en: "Run: chmod 600 kerani.key" },
  };
};

const steps = async (pool: pg.Pool): Promise<Finding> => {
  const newest = (await readMigrations()).at(-1)?.id ?? 0;
  const theirs = await pool.query<{ id: number | null }>("select max(id) as id from migration").then(
    ({ rows }) => rows[0]?.id ?? 0,
    () => 0,
  );
  const well = theirs <= newest;
  return {
    check: "database",
    well,
    what: { id: `Basis data menjawab, pada langkah ${theirs} dari ${newest}`, en: `The database answers, at step ${theirs} of ${newest}` },
    mend: {
      id: "Basis data lebih baru dari program ini: jalankan Kerani versi yang lebih baru.",
      en: "The database is newer than this program: run a newer Kerani.",
    },
  };
};

const clock = async (pool: pg.Pool): Promise<Finding> => {
  const { rows } = await pool.query<{ at: string | null }>("select max(at) as at from journal");
  const newest = rows[0]?.at;
  const now = systemClock.now();
  const well = !newest || Temporal.Instant.compare(Temporal.Instant.from(newest), now.add({ minutes: 1 })) <= 0;
  return {
    check: "clock",
    well,
    what: well
      ? {
          id: `Jam mesin ${now.toString({ smallestUnit: "second" })}`,
          en: `The machine's clock says ${now.toString({ smallestUnit: "second" })}`,
        }
      : { id: `Jam mesin mundur: jurnal sudah sampai ${newest}`, en: `The machine's clock went back: the journal is already at ${newest}` },
    mend: {
      id: "Setel jam dan nyalakan NTP (timedatectl set-ntp true).",
      en: "Set the clock and switch NTP on (timedatectl set-ntp true).",
    },
  };
};

const stuck = async (pool: pg.Pool): Promise<Finding> => {
  const before = systemClock.now().subtract(STUCK_AFTER).toString();
  const { rows } = await pool.query<{ kind: string; error: string | null }>(
    "select kind, last_error as error from job where due_at < $1 or last_error is not null union all select fact, last_error from outbox where due_at < $1 or last_error is not null limit 5",
    [before],
  );
  const list = rows.map(({ kind, error }) => `${kind}${error ? ` (${error.slice(0, 120)})` : ""}`).join(", ");
  return {
    check: "work",
    well: rows.length === 0,
    what:
      rows.length === 0
        ? { id: "Tidak ada pekerjaan yang macet", en: "No work is stuck" }
        : { id: `Pekerjaan yang macet: ${list}`, en: `Work that is stuck: ${list}` },
    mend: {
      id: "Pastikan Kerani berjalan; yang gagal dicoba lagi dengan sendirinya setelah sebabnya diperbaiki.",
      en: "See that Kerani is running; what failed is tried again by itself once its cause is mended.",
    },
  };
};

const mail = async (config: Config, pool: pg.Pool): Promise<Finding> => {
  const vault = openVault(await readKey(config));
  const stored = (await openSettings(openDatabase(pool))).get(outgoingMail);
  if (!stored) return { check: "mail", well: true, what: { id: "Surel keluar belum diatur", en: "Outgoing mail is not set up" } };
  const check = await verifyMailSettings(asMailSettings(stored, vault), systemClock);
  return {
    check: "mail",
    well: check.works,
    what: check.text,
    mend: {
      id: "Perbaiki di Pengaturan → Surel, atau dengan: kerani mail set",
      en: "Mend it in Settings → Mail, or with: kerani mail set",
    },
  };
};

const mailbox = async (config: Config, pool: pg.Pool): Promise<Finding> => {
  const set = mailboxOf(await openSettings(openDatabase(pool)), openVault(await readKey(config)));
  if (!set) return { check: "mailbox", well: true, what: { id: "Tidak ada kotak surat yang diambil", en: "No mailbox is fetched" } };
  const { works, text } = await checkMailbox(set);
  return {
    check: "mailbox",
    well: works,
    what: text,
    mend: {
      id: "Perbaiki di Pengaturan → Surel, atau dengan: kerani mail receive",
      en: "Mend it in Settings → Mail, or with: kerani mail receive",
    },
  };
};

const mailDoor = async ({ smtpHost, smtpPort }: Config): Promise<Finding> => {
  if (!smtpPort) return { check: "mail-door", well: true, what: { id: "Pintu surel tidak dibuka", en: "The mail door is not opened" } };
  const who = await whoListens(smtpHost, smtpPort);
  const text = {
    kerani: { id: "dijaga oleh Kerani", en: "is kept by Kerani" },
    nobody: { id: "bebas; Kerani sedang tidak berjalan", en: "is free; Kerani is not running" },
    other: { id: "dipakai program lain", en: "is used by another program" },
  }[who];
  return {
    check: "mail-door",
    well: who !== "other",
    what: { id: `Porta surel ${smtpPort} ${text.id}`, en: `The mail port ${smtpPort} ${text.en}` },
    mend: {
      id: "Hentikan program itu, atau pilih porta lain dengan KERANI_SMTP_PORT.",
      en: "Stop that program, or choose another port with KERANI_SMTP_PORT.",
    },
  };
};

const attempt = async (check: string, look: () => Promise<Finding>): Promise<Finding> => {
  try {
    return await look();
  } catch (error) {
    return {
      check,
      well: false,
      what: said(error),
      mend: { id: "Lihat log Kerani untuk rinciannya.", en: "See Kerani's log for the details." },
    };
  }
};

/** Looks at everything that an administrator can mend, in plain words; changes nothing but making the data folder and key. */
export const examine = async (config: Config): Promise<Finding[]> => {
  const findings = [
    await attempt("data", () => folder(config)),
    await attempt("disk", () => disk(config)),
    await attempt("port", () => port(config)),
    await attempt("key", () => key(config)),
  ];
  let stop = async () => {};
  try {
    const database = await openDatabaseOf(config, () => {});
    stop = database.stop;
    const pool = openPool(database.url, 2);
    findings.push(
      await attempt("database", () => steps(pool)),
      await attempt("clock", () => clock(pool)),
      await attempt("work", () => stuck(pool)),
      await attempt("mail", () => mail(config, pool)),
      await attempt("mailbox", () => mailbox(config, pool)),
      await attempt("mail-door", () => mailDoor(config)),
    );
    await pool.end();
  } catch (error) {
    findings.push({
      check: "database",
      well: false,
      what: said(error),
      mend: {
        id: "Perbaiki yang disebut di atas, lalu jalankan kerani doctor lagi.",
        en: "Mend what is said above, then run kerani doctor again.",
      },
    });
  } finally {
    await stop();
  }
  return findings;
};
