import { defineWords, type Text } from "#kernel/i18n/text.ts";

/** The services behind the channels, as the subject of a sentence. */
export const SERVICES = {
  email: { id: "Server surat", en: "The mail server" },
  push: { id: "Layanan notifikasi peramban", en: "The browser's push service" },
  sms: { id: "Layanan SMS", en: "The SMS service" },
  webhook: { id: "Penerima webhook", en: "The webhook receiver" },
  ntfy: { id: "Server ntfy", en: "The ntfy server" },
} as const satisfies Record<string, Text>;

/** The channels of this folder. */
export type ChannelName = keyof typeof SERVICES;

/** What happened to a parcel, `who` being the service. */
export const OUTCOME_WORDS = defineWords({
  accepted: { id: (who: Text) => `${who.id} menerima kiriman.`, en: (who: Text) => `${who.en} took the message.` },
  acceptedBefore: {
    id: (who: Text) => `${who.id} sudah menerima kiriman ini sebelumnya.`,
    en: (who: Text) => `${who.en} had already taken this message.`,
  },
  delivered: {
    id: (who: Text) => `${who.id} memastikan kiriman sampai.`,
    en: (who: Text) => `${who.en} confirms that the message arrived.`,
  },
  unreachable: { id: (who: Text) => `${who.id} tidak dapat dihubungi.`, en: (who: Text) => `${who.en} cannot be reached.` },
  late: { id: (who: Text) => `${who.id} tidak menjawab pada waktunya.`, en: (who: Text) => `${who.en} did not answer in time.` },
  stopped: {
    id: (who: Text) => `Kiriman dihentikan sebelum jawaban datang: ${who.id}.`,
    en: (who: Text) => `Sending was stopped before the answer came: ${who.en}.`,
  },
  notAllowed: {
    id: (who: Text) => `${who.id} berada di alamat yang tidak diizinkan administrator.`,
    en: (who: Text) => `${who.en} is at an address that the administrator has not allowed.`,
  },
  garbled: {
    id: (who: Text) => `${who.id} memberi jawaban yang tidak dimengerti.`,
    en: (who: Text) => `${who.en} gave an answer that was not understood.`,
  },
  moved: {
    id: (who: Text) => `${who.id} menunjuk ke alamat lain; perbaiki alamatnya di pengaturan.`,
    en: (who: Text) => `${who.en} points to another address; correct the address in the settings.`,
  },
  busy: {
    id: (who: Text) => `${who.id} meminta Kerani menunggu.`,
    en: (who: Text) => `${who.en} asks Kerani to wait.`,
  },
  disturbed: {
    id: (who: Text, code: number) => `${who.id} sedang terganggu (${code}).`,
    en: (who: Text, code: number) => `${who.en} is out of order (${code}).`,
  },
  signIn: {
    id: (who: Text) => `${who.id} menolak kunci atau kata sandi Kerani.`,
    en: (who: Text) => `${who.en} refused Kerani's key or password.`,
  },
  refused: {
    id: (who: Text, code: number | string) => `${who.id} menolak kiriman ini (${code}).`,
    en: (who: Text, code: number | string) => `${who.en} refused this message (${code}).`,
  },
  senderRefused: {
    id: (who: Text, code: number | string) => `${who.id} menolak pengirim yang diatur (${code}).`,
    en: (who: Text, code: number | string) => `${who.en} refused the configured sender (${code}).`,
  },
  gone: {
    id: (who: Text) => `${who.id} menyatakan alamat ini tidak berlaku lagi.`,
    en: (who: Text) => `${who.en} says that this address is no longer valid.`,
  },
  addressInvalid: {
    id: (who: Text) => `Alamat untuk saluran ini tidak benar: ${who.id}.`,
    en: (who: Text) => `The address for this channel is not valid: ${who.en}.`,
  },
  notDelivered: {
    id: (who: Text, code: number | string) => `${who.id} tidak dapat menyampaikan kiriman (${code}).`,
    en: (who: Text, code: number | string) => `${who.en} could not deliver the message (${code}).`,
  },
});

/** Words written into the parcels themselves. */
export const PARCEL_WORDS = defineWords({
  acknowledge: { id: "Buka dan konfirmasi", en: "Open and acknowledge" },
  replyHere: {
    id: 'Balas surat ini untuk menyanggupi, atau tulis "selesai" dan hasilnya.',
    en: 'Reply to this mail to take it on, or write "done" and the outcome.',
  },
  replyYesOrNo: {
    id: 'Balas surat ini dengan "setuju", atau "tolak" dan alasannya, di baris pertama.',
    en: 'Reply to this mail with "approve", or "refuse" and why, on the first line.',
  },
  footer: { id: "Dikirim oleh Kerani", en: "Sent by Kerani" },
  urgent: { id: "PENTING", en: "URGENT" },
  emergency: { id: "DARURAT", en: "EMERGENCY" },
});
