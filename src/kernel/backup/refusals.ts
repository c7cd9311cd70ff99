import { refusal } from "#kernel/errors/refusal.ts";

/** The file is something else altogether. */
export const notABackup = refusal("NOT_A_BACKUP", "invalid", {
  id: "Berkas ini bukan cadangan Kerani.",
  en: "This file is not a backup of Kerani.",
});

/** Some byte is not what was written: cut short, garbled, or altered. */
export const backupDamaged = refusal("BACKUP_DAMAGED", "invalid", {
  id: "Cadangan ini rusak atau tidak lengkap. Tidak ada yang dipulihkan; pakai salinan lain.",
  en: "This backup is damaged or incomplete. Nothing was restored; use another copy.",
});

/** The backup is encrypted and no passphrase was given. */
export const passphraseNeeded = refusal("BACKUP_PASSPHRASE_NEEDED", "invalid", {
  id: "Cadangan ini terenkripsi. Berikan frasa sandinya.",
  en: "This backup is encrypted. Give its passphrase.",
});

/** The passphrase does not open the backup. */
export const passphraseWrong = refusal("BACKUP_PASSPHRASE_WRONG", "invalid", {
  id: "Frasa sandi ini tidak membuka cadangan itu.",
  en: "This passphrase does not open the backup.",
});

/** A later Kerani wrote the backup. */
export const backupIsNewer = refusal("BACKUP_IS_NEWER", "unsupported", {
  id: (version: string) =>
    `Cadangan ini dibuat oleh Kerani ${version}, yang lebih baru. Pulihkan dengan versi itu atau yang lebih baru lagi.`,
  en: (version: string) => `This backup was made by Kerani ${version}, which is newer. Restore it with that version or a later one.`,
});

/** The schema at the backup's step has no such table or column. */
export const backupDoesNotFit = refusal("BACKUP_DOES_NOT_FIT", "conflict", {
  id: (table: string) => `Tabel ${table} dari cadangan ini tidak cocok dengan basis data. Pulihkan dengan Kerani yang membuatnya.`,
  en: (table: string) => `The table ${table} of this backup does not fit the database. Restore it with the Kerani that made it.`,
});

/** Restoring goes into an empty database only. */
export const databaseNotEmpty = refusal("DATABASE_NOT_EMPTY", "conflict", {
  id: (table: string) => `Basis data ini sudah berisi catatan (di ${table}). Pulihkan ke basis data atau folder data yang kosong.`,
  en: (table: string) => `This database already holds records (in ${table}). Restore into an empty database or data folder.`,
});

/** A server of one's own must allow its role to load with triggers asleep. */
export const restoreNotAllowed = refusal("RESTORE_NOT_ALLOWED", "forbidden", {
  id: "Peran basis data ini tidak boleh memulihkan. Sebagai superuser jalankan: grant set on parameter session_replication_role to <peran>",
  en: "This database role may not restore. As a superuser run: grant set on parameter session_replication_role to <role>",
});

/** Overwriting a key would make unreadable what it locked. */
export const keyDiffers = refusal("KEY_DIFFERS", "conflict", {
  id: (path: string) =>
    `Cadangan ini membawa kunci lain dari ${path}. Bila tidak ada yang masih memerlukan kunci itu, pindahkan berkasnya, lalu pulihkan lagi.`,
  en: (path: string) =>
    `This backup brings another key than ${path}. If nothing needs that one any more, move the file away, then restore again.`,
});

/** There is no room for the backup, or for what it holds. */
export const noRoom = refusal("NO_ROOM", "unavailable", {
  id: "Ruang di diska tidak cukup. Kosongkan sebagian, lalu ulangi.",
  en: "There is not enough room on the disk. Free some, then try again.",
});
