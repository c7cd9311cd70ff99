import { refusal, type Refusal } from "#kernel/errors/refusal.ts";

/** Another program listens at Kerani's port. */
const portTaken = refusal("PORT_TAKEN", "conflict", {
  id: (port: string) =>
    `Porta ${port} sudah dipakai program lain. Hentikan program itu, atau pilih porta lain dengan KERANI_PORT atau --port.`,
  en: (port: string) => `Port ${port} is taken by another program. Stop that program, or choose another port with KERANI_PORT or --port.`,
});
/** The port is none, or not for this user. */
const portWrong = refusal("PORT_WRONG", "invalid", {
  id: "Kerani tidak boleh mendengarkan di alamat dan porta itu. Pilih porta 1024 sampai 65535, dan alamat milik mesin ini (KERANI_HOST).",
  en: "Kerani may not listen at that address and port. Choose a port from 1024 to 65535, and an address of this machine (KERANI_HOST).",
});
/** The database that DATABASE_URL names does not answer, or does not let Kerani in. */
const databaseAway = refusal("DATABASE_AWAY", "unavailable", {
  id: (said: string) =>
    `Basis data tidak dapat dibuka (${said}). Periksa DATABASE_URL dan PostgreSQL-nya; kerani doctor mengatakan lebih banyak.`,
  en: (said: string) => `The database cannot be opened (${said}). Check DATABASE_URL and its PostgreSQL; kerani doctor says more.`,
});
/** The data folder cannot be made, read or written. */
const folderClosed = refusal("DATA_FOLDER_CLOSED", "unavailable", {
  id: (path: string, said: string) =>
    `${path} tidak dapat dipakai (${said}). Beri hak kepada pengguna Kerani, atau pilih folder lain dengan KERANI_DATA.`,
  en: (path: string, said: string) =>
    `${path} cannot be used (${said}). Give Kerani's user the right, or choose another folder with KERANI_DATA.`,
});
/** The disk is full. */
const diskFull = refusal("DISK_FULL", "unavailable", {
  id: "Disk penuh. Kosongkan ruang, lalu ulangi; yang sudah tersimpan tetap utuh.",
  en: "The disk is full. Make room and try again; what is stored is sound.",
});

type SystemError = Error & { code?: string; syscall?: string; port?: number; path?: string };

// PostgreSQL appendix A: classes 08 (connection), 28 (authorisation), 3D (no such database), 57P (shutting down).
const DATABASE_CODES = /^(08|28|3D|57P)/;
const AWAY = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"]);
const CLOSED = new Set(["EACCES", "EPERM", "ENOTDIR", "EROFS", "ENOENT"]);

/** A trouble of the machine rather than of the program as a refusal that says how to mend it; undefined for anything else. */
export const troubleOf = (error: unknown): Refusal | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { code = "", syscall, port, path, message } = error as SystemError;
  if (code === "ENOSPC") return diskFull();
  if (code === "EADDRINUSE") return portTaken(String(port ?? ""));
  if (code === "ERR_SOCKET_BAD_PORT" || (syscall === "listen" && (CLOSED.has(code) || code === "EADDRNOTAVAIL"))) return portWrong();
  if (AWAY.has(code) || DATABASE_CODES.test(code)) return databaseAway(message);
  if (path && CLOSED.has(code)) return folderClosed(path, code);
  return undefined;
};
