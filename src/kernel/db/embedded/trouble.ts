import type { Text } from "#kernel/i18n/text.ts";

/** What can stop the bundled PostgreSQL from running; stable, so that others may ask for it. */
export type TroubleCode =
  | "NO_PROGRAM"
  | "NO_ACCOUNT"
  | "NO_FLOCK"
  | "NOT_WRITABLE"
  | "WRONG_OWNER"
  | "OUT_OF_REACH"
  | "OTHER_VERSION"
  | "NOT_A_DATABASE"
  | "IN_USE"
  | "DISK_FULL"
  | "NO_ANSWER"
  | "STOPPED_AT_START";

/** The bundled PostgreSQL cannot run; `text` tells the administrator why and what to do, `detail` holds PostgreSQL's own last lines. */
export class DatabaseTrouble extends Error {
  readonly code: TroubleCode;
  readonly text: Text;
  readonly detail: string;

  constructor(code: TroubleCode, text: Text, detail = "") {
    super(`${code}: ${text.en}${detail ? `\n${detail}` : ""}`);
    this.name = "DatabaseTrouble";
    this.code = code;
    this.text = text;
    this.detail = detail;
  }
}

const trouble =
  <A extends unknown[]>(code: TroubleCode, text: { id: (...args: A) => string; en: (...args: A) => string }) =>
  (...args: A) =>
    new DatabaseTrouble(code, { id: text.id(...args), en: text.en(...args) });

/** There is no bundled server for this machine. */
export const noProgram = trouble("NO_PROGRAM", {
  id: (machine: string) =>
    `Kerani tidak membawa PostgreSQL untuk mesin ini (${machine}). Pasang PostgreSQL 18 sendiri dan isi DATABASE_URL.`,
  en: (machine: string) =>
    `Kerani brings no PostgreSQL for this machine (${machine}). Install PostgreSQL 18 yourself and set DATABASE_URL.`,
});

/** Root cannot find or make the unprivileged user that PostgreSQL insists on. */
export const noAccount = trouble("NO_ACCOUNT", {
  id: (name: string) =>
    `PostgreSQL tidak mau berjalan sebagai root dan pengguna "${name}" tidak dapat dibuat. Buat dengan: useradd --system ${name}`,
  en: (name: string) =>
    `PostgreSQL refuses to run as root and the user "${name}" could not be made. Make it with: useradd --system ${name}`,
});

/** PostgreSQL wants its user to have a name, which a container started with a bare number has not. */
export const namelessUser = trouble("NO_ACCOUNT", {
  id: (uid: number) =>
    `Pengguna bernomor ${uid} tidak punya nama di mesin ini, padahal PostgreSQL memerlukannya. Tambahkan ke /etc/passwd, atau isi DATABASE_URL.`,
  en: (uid: number) =>
    `User number ${uid} has no name on this machine, and PostgreSQL needs one. Add it to /etc/passwd, or set DATABASE_URL.`,
});

/** The lock tool of util-linux is missing. */
export const noFlock = trouble("NO_FLOCK", {
  id: () => `Perintah "flock" tidak ada. Pasang paket util-linux, atau isi DATABASE_URL.`,
  en: () => `The command "flock" is missing. Install the package util-linux, or set DATABASE_URL.`,
});

/** The folder cannot be made or written. */
export const notWritable = trouble("NOT_WRITABLE", {
  id: (folder: string) =>
    `Kerani tidak dapat menulis ke folder basis data ${folder}. Periksa izinnya, atau pilih folder lain dengan KERANI_DATA.`,
  en: (folder: string) =>
    `Kerani cannot write to the database folder ${folder}. Check its permissions, or choose another folder with KERANI_DATA.`,
});

/** The folder belongs to somebody else. */
export const wrongOwner = trouble("WRONG_OWNER", {
  id: (folder: string, owner: string, wanted: string) =>
    `Folder basis data ${folder} milik ${owner}, padahal PostgreSQL akan berjalan sebagai ${wanted}. Jalankan sebagai ${owner}, atau serahkan foldernya: chown -R ${wanted} ${folder}`,
  en: (folder: string, owner: string, wanted: string) =>
    `The database folder ${folder} belongs to ${owner}, but PostgreSQL would run as ${wanted}. Run as ${owner}, or hand the folder over: chown -R ${wanted} ${folder}`,
});

/** The unprivileged user cannot enter the folders above the database. */
export const outOfReach = trouble("OUT_OF_REACH", {
  id: (folder: string, account: string) =>
    `Pengguna ${account}, yang menjalankan PostgreSQL, tidak dapat masuk ke ${folder}. Pilih folder yang dapat dimasukinya dengan KERANI_DATA, misalnya /var/lib/kerani.`,
  en: (folder: string, account: string) =>
    `The user ${account}, who runs PostgreSQL, cannot enter ${folder}. Choose a folder it can enter with KERANI_DATA, for example /var/lib/kerani.`,
});

/** The cluster was made by another major version. */
export const otherVersion = trouble("OTHER_VERSION", {
  id: (folder: string, theirs: string, ours: string) =>
    `Basis data di ${folder} dibuat oleh PostgreSQL ${theirs}; Kerani ini membawa PostgreSQL ${ours}. Cadangkan dengan Kerani yang lama, lalu pulihkan ke folder baru.`,
  en: (folder: string, theirs: string, ours: string) =>
    `The database in ${folder} was made by PostgreSQL ${theirs}; this Kerani brings PostgreSQL ${ours}. Back it up with the old Kerani, then restore it into a new folder.`,
});

/** The folder holds something that is not a PostgreSQL cluster. */
export const notADatabase = trouble("NOT_A_DATABASE", {
  id: (folder: string) => `${folder} bukan basis data PostgreSQL. Pindahkan isinya, atau pilih folder lain dengan KERANI_DATA.`,
  en: (folder: string) => `${folder} is not a PostgreSQL database. Move it away, or choose another folder with KERANI_DATA.`,
});

/** A server that Kerani did not start runs in the folder. */
export const inUse = trouble("IN_USE", {
  id: (folder: string) => `PostgreSQL lain, yang tidak dijalankan oleh Kerani, memakai ${folder}. Hentikan dahulu.`,
  en: (folder: string) => `Another PostgreSQL, not started by Kerani, uses ${folder}. Stop it first.`,
});

/** No space is left where the database lies. */
export const diskFull = trouble("DISK_FULL", {
  id: (folder: string) =>
    `Tidak ada ruang lagi untuk basis data di ${folder}. Kosongkan sebagian, lalu jalankan kembali; tidak ada catatan yang hilang.`,
  en: (folder: string) => `No space is left for the database in ${folder}. Free some, then start again; no record is lost.`,
});

/** A server is there but does not answer. */
export const noAnswer = trouble("NO_ANSWER", {
  id: (folder: string) => `PostgreSQL di ${folder} tidak menjawab. Periksa beban mesin, dan catatan di ${folder}/run/server.log.`,
  en: (folder: string) =>
    `PostgreSQL in ${folder} does not answer. Check the load of the machine, and the log in ${folder}/run/server.log.`,
});

/** PostgreSQL ended while it started, for a reason that only its log tells. */
export const stoppedAtStart = (folder: string, detail: string) =>
  new DatabaseTrouble(
    "STOPPED_AT_START",
    {
      id: `PostgreSQL berhenti ketika dijalankan. Sebabnya ada di ${folder}/run/server.log.`,
      en: `PostgreSQL stopped while it started. The reason is in ${folder}/run/server.log.`,
    },
    detail,
  );
