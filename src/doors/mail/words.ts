import { defineWords } from "#kernel/i18n/text.ts";

/** What is added to a message taken by mail; its reader's language is not known yet, so both stand there. */
export const READ_WORDS = {
  empty: "(kosong / empty)",
  broken: "Surel ini rusak; aslinya terlampir. / This mail was broken; the original is attached.",
  cut: "Surel ini terlalu besar dan terpotong. / This mail was too large and was cut off.",
  tooLong: "Teks terlalu panjang; seluruhnya terlampir. / The text was too long; the whole is attached.",
  tooLarge: (name: string, megabytes: number) =>
    `Lampiran ${name} (${megabytes} MB) terlalu besar dan tidak disimpan. / The attachment ${name} (${megabytes} MB) was too large and was not kept.`,
  tooMany: (count: number) => `${count} lampiran lagi tidak disimpan. / ${count} more attachments were not kept.`,
};

/** What Kerani answers to a colleague whose answer by mail could not be done. */
export const TOLD_WORDS = defineWords({
  greeting: { id: "Jawaban Anda lewat surel belum dijalankan.", en: "Your answer by mail was not carried out." },
  unclear: {
    id: 'Tulis "setuju", atau "tolak" dan alasannya, di baris pertama. Persetujuan dengan syarat atau perubahan diberikan di Kerani.',
    en: 'Write "approve", or "refuse" and why, on the first line. Approving with a condition or a change is done in Kerani.',
  },
  notYours: {
    id: "Surel itu ditujukan kepada orang lain, atau Anda menjawab dari alamat yang tidak dikenal sebagai milik penerimanya.",
    en: "That mail was meant for somebody else, or you answered from an address that is not known as its recipient's.",
  },
  unsealed: {
    id: "Persetujuan hanya dihitung bila dikirim ke alamat jawaban (Balas ke) di surel Kerani.",
    en: "An approval counts only when it is sent to the answering address (Reply-To) of Kerani's mail.",
  },
  open: { id: (link: string) => `Buka Kerani: ${link}`, en: (link: string) => `Open Kerani: ${link}` },
});

/** What is said about the mailbox that is fetched. */
export const MAILBOX_WORDS = defineWords({
  signIn: {
    id: (host: string) => `Server ${host} menolak nama atau kata sandi kotak surat.`,
    en: (host: string) => `The server ${host} refused the mailbox's user name or password.`,
  },
  folder: {
    id: (folder: string) => `Tidak ada map "${folder}" di kotak surat.`,
    en: (folder: string) => `The mailbox has no folder "${folder}".`,
  },
  certificate: {
    id: (host: string) => `Sertifikat server ${host} tidak dapat dipercaya.`,
    en: (host: string) => `The certificate of the server ${host} cannot be trusted.`,
  },
  unreachable: {
    id: (host: string, port: number) => `Server kotak surat ${host}:${port} tidak dapat dihubungi.`,
    en: (host: string, port: number) => `The mailbox's server ${host}:${port} cannot be reached.`,
  },
  encryption: {
    id: (host: string) => `Server ${host} tidak menawarkan enkripsi seperti yang diatur.`,
    en: (host: string) => `The server ${host} does not offer encryption as it was set.`,
  },
  other: {
    id: (host: string) => `Kotak surat di ${host} tidak dapat dibaca.`,
    en: (host: string) => `The mailbox at ${host} cannot be read.`,
  },
  works: { id: (host: string) => `Kotak surat di ${host} dapat dibaca.`, en: (host: string) => `The mailbox at ${host} can be read.` },
  title: { id: "Surel masuk terhenti: kotak surat tidak dapat dibaca", en: "Incoming mail has stopped: the mailbox cannot be read" },
  detail: {
    id: (why: string) => `${why} Perbaiki di Pengaturan → Surel; surel yang menunggu akan diambil begitu bisa.`,
    en: (why: string) => `${why} Mend it in Settings → Mail; mail that waits is fetched as soon as it can be.`,
  },
  poison: { id: "Satu surel di kotak surat tidak dapat dicatat", en: "One mail in the mailbox could not be taken" },
  poisonDetail: {
    id: (subject: string, from: string) => `"${subject}" dari ${from}. Surel itu ditandai dengan bendera di kotak surat; bacalah di sana.`,
    en: (subject: string, from: string) => `"${subject}" from ${from}. It was flagged in the mailbox; read it there.`,
  },
});
