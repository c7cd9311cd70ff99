import { defineWords, type Text } from "#kernel/i18n/text.ts";
import type { ChannelName } from "./rules/facts.ts";

const lowered = (sentence: string): string =>
  /^[A-Z]{2}/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** The channels as people call them, in the middle of a sentence. */
export const CHANNEL_WORDS: Readonly<Record<ChannelName, Text>> = {
  push: { id: "notifikasi", en: "notification" },
  email: { id: "surel", en: "e-mail" },
  sms: { id: "SMS", en: "SMS" },
  ntfy: { id: "ntfy", en: "ntfy" },
  webhook: { id: "webhook", en: "webhook" },
};

/** What a plan says about its steps. Each is a whole sentence without its full stop. */
export const PLAN_WORDS = defineWords({
  isOwner: { id: (name: string) => `ini untuk ${name}`, en: (name: string) => `it is for ${name}` },
  isBehind: { id: (name: string) => `${name} termasuk yang dituju`, en: (name: string) => `${name} is one of those whom it is for` },
  standsIn: {
    id: (name: string, principal: string, until: Text) => `${name} memegang mandat ${principal} sampai ${until.id}`,
    en: (name: string, principal: string, until: Text) => `${name} holds ${principal}'s mandate until ${until.en}`,
  },
  notYetAccepted: {
    id: (name: string, delegate: string) => `${delegate} belum menyatakan menerima mandatnya, maka ${name} juga diberi tahu`,
    en: (name: string, delegate: string) => `${delegate} has not accepted the mandate yet, so ${name} is told as well`,
  },
  assists: {
    id: (name: string, boss: string) => `${name} asisten ${boss}`,
    en: (name: string, boss: string) => `${name} is ${boss}'s assistant`,
  },
  supervises: {
    id: (name: string, under: string) => `${name} atasan ${under}`,
    en: (name: string, under: string) => `${under} reports to ${name}`,
  },
  inPerson: {
    id: (name: string) => `${name} sendiri, walaupun mandatnya sedang dipegang orang lain`,
    en: (name: string) => `${name} in person, although somebody holds the mandate`,
  },
  atDesk: { id: (name: string) => `${name} bertugas di meja depan`, en: (name: string) => `${name} works at the desk` },
  tookIt: {
    id: (name: string) => `${name} tadi menyanggupi, tetapi belum selesai`,
    en: (name: string) => `${name} took it on, but it is not finished`,
  },
  byRule: {
    id: (channel: Text) => `lewat ${channel.id} menurut aturan kontaknya`,
    en: (channel: Text) => `by ${channel.en}, as their contact rule says`,
  },
  byEveryWay: {
    id: (channel: Text) => `lewat ${channel.id} karena aturan kontaknya tidak menyisakan cara lain`,
    en: (channel: Text) => `by ${channel.en}, because their contact rule leaves no other way`,
  },
  unanswered: {
    id: (minutes: number) => `karena belum ada yang menyanggupi selama ${minutes} menit`,
    en: (minutes: number) => `because nobody took it on for ${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
  },
  nobodyReached: { id: "karena yang sebelumnya tidak dapat dihubungi", en: "because those before could not be reached" },
  othersRest: { id: "karena yang sebelumnya sedang tidak boleh diganggu", en: "because those before may not be disturbed now" },
  quiet: { id: (until: Text) => `jam tenang sampai ${until.id}`, en: (until: Text) => `quiet hours until ${until.en}` },
  hours: { id: (until: Text) => `di luar jam kerja sampai ${until.id}`, en: (until: Text) => `outside working hours until ${until.en}` },
  dnd: {
    id: (until: Text) => `minta tidak diganggu sampai ${until.id}`,
    en: (until: Text) => `asked not to be disturbed until ${until.en}`,
  },
  unavailable: {
    id: (until: Text) => `belum dapat diberi tahu sampai ${until.id}`,
    en: (until: Text) => `cannot be told until ${until.en}`,
  },
  pierces: { id: "keadaan darurat menembus jam tenang", en: "an emergency breaks quiet hours" },
  lyingOnDesk: {
    id: (minutes: number) => `dibiarkan ${minutes} menit di meja dahulu`,
    en: (minutes: number) => `it lies on the desk for ${minutes} ${minutes === 1 ? "minute" : "minutes"} first`,
  },
  isOut: {
    id: (name: string) => `${name} sedang keluar, maka yang berikut ditanya sekaligus`,
    en: (name: string) => `${name} is out, so the next is asked at once`,
  },
  tryAgain: {
    id: (word: Text | null) => `dicoba lagi${word ? `: ${word.id}` : ""}`,
    en: (word: Text | null) => `trying again${word ? `: ${word.en}` : ""}`,
  },
  mayNotKnow: {
    id: (name: string) => `${name} tidak boleh mengetahui perkara rahasia ini`,
    en: (name: string) => `${name} may not know of this confidential matter`,
  },
  gaveBack: { id: (name: string) => `${name} sudah mengembalikannya`, en: (name: string) => `${name} gave it back` },
  inactive: { id: (name: string) => `${name} tidak aktif lagi`, en: (name: string) => `${name} is no longer active` },
  noWay: {
    id: (name: string) => `${name} tidak punya saluran yang dapat dipakai`,
    en: (name: string) => `${name} has no channel that could be used`,
  },
  ruleSilent: {
    id: (name: string) => `${name} memilih tidak diberi tahu untuk urusan seperti ini`,
    en: (name: string) => `${name} chose not to be told of such matters`,
  },
  noAssistant: { id: "tidak ada asisten", en: "there is no assistant" },
  noSupervisor: { id: "tidak ada atasan", en: "there is no supervisor" },
  nobodyBehind: { id: "tidak ada orang di baliknya", en: "there is nobody behind it" },
  emptyDesk: { id: "tidak ada yang bertugas di meja depan", en: "nobody works at the desk" },
});

/** How far a climb went, on the item itself. */
export const PROGRESS_WORDS = defineWords({
  told: {
    id: (name: string, channel: Text, outcome: Text) => `${name}, lewat ${channel.id}: ${lowered(outcome.id)}`,
    en: (name: string, channel: Text, outcome: Text) => `${name}, by ${channel.en}: ${lowered(outcome.en)}`,
  },
  underWay: { id: "Sedang dikirim.", en: "Being sent." },
  dropped: { id: "Tidak jadi dikirim, karena sudah ada yang menyanggupi.", en: "Not sent, because somebody had taken it on." },
  failed: { id: "Gagal dikirim.", en: "It could not be sent." },
  taken: { id: "Sudah dikirim.", en: "Sent." },
  next: {
    id: (name: string, channel: Text) => `Berikutnya ${name} lewat ${channel.id}`,
    en: (name: string, channel: Text) => `Next ${name} by ${channel.en}`,
  },
  forgotten: {
    id: (name: string) => `${name} menyanggupi, tetapi urusannya belum selesai: dimulai lagi`,
    en: (name: string) => `${name} took it on, but it was not finished: it begins again`,
  },
  repeated: {
    id: (times: number) => `Belum ada yang menyanggupi: dimulai untuk ke-${times} kalinya`,
    en: (times: number) => `Nobody took it on: it begins for time number ${times}`,
  },
  released: { id: "Dikembalikan: dimulai lagi", en: "It was given back: it begins again" },
  lapsed: { id: "Kedaluwarsa: tidak ada yang menyanggupi", en: "Lapsed: nobody took it on" },
  noChannels: {
    id: "Belum ada saluran yang diatur (Pengaturan → Saluran): untuk sementara hanya tampak di meja ini.",
    en: "No channel is set up yet (Settings → Channels): for the time being it only shows on this desk.",
  },
  nobody: {
    id: (why: readonly Text[]) => `Tidak ada yang dapat diberi tahu: ${why.map(({ id }) => id).join("; ")}`,
    en: (why: readonly Text[]) => `Nobody can be told: ${why.map(({ en }) => en).join("; ")}`,
  },
});

/** What stands in the parcels themselves, and what went wrong with them. */
export const PARCEL_WORDS = defineWords({
  because: { id: (why: string) => `Anda diberi tahu karena ${why}.`, en: (why: string) => `You are told because ${why}.` },
  addressGone: { id: "Alamat ini sudah tidak ada.", en: "This address is no longer there." },
  wentWrong: { id: "Ada kesalahan pada Kerani sendiri.", en: "Something went wrong in Kerani itself." },
  cameBack: { id: "Surel kembali: tidak dapat disampaikan.", en: "The mail came back: it could not be delivered." },
  ended: { id: "Belum jelas sampai atau tidak.", en: "It is not clear whether it arrived." },
});

/** A page: a short text that somebody wants to reach somebody with. */
export const PAGE_WORDS = defineWords({
  title: { id: (by: string, to: string) => `${by} memanggil ${to}`, en: (by: string, to: string) => `${by} calls for ${to}` },
  openToRead: { id: "Buka Kerani untuk membacanya.", en: "Open Kerani to read it." },
});

const inBrackets = (address: string | null): string => (address ? ` (${address})` : "");
const joined = (reasons: readonly Text[], lang: "id" | "en"): string =>
  reasons.length > 0 ? ` — ${reasons.map((reason) => reason[lang]).join("; ")}` : "";

/** A plan told in sentences. */
export const EXPLAIN_WORDS = defineWords({
  step: {
    id: (at: Text, name: string, channel: Text, address: string | null, reasons: readonly Text[]) =>
      `${at.id}: ${name} lewat ${channel.id}${inBrackets(address)}${joined(reasons, "id")}.`,
    en: (at: Text, name: string, channel: Text, address: string | null, reasons: readonly Text[]) =>
      `${at.en}: ${name} by ${channel.en}${inBrackets(address)}${joined(reasons, "en")}.`,
  },
  leftOut: {
    id: (reason: Text) => `Tidak diberi tahu: ${reason.id}.`,
    en: (reason: Text) => `Not told: ${reason.en}.`,
  },
  repeats: {
    id: (at: Text) => `Bila sampai ${at.id} tidak ada yang menyanggupi, semuanya dimulai lagi.`,
    en: (at: Text) => `If nobody has taken it on by ${at.en}, it all begins again.`,
  },
  lapses: {
    id: (at: Text) => `Bila sampai ${at.id} tidak ada yang menyanggupi, urusannya ditandai kedaluwarsa.`,
    en: (at: Text) => `If nobody has taken it on by ${at.en}, the matter is marked as lapsed.`,
  },
  nobody: {
    id: "Tidak seorang pun dapat diberi tahu. Isi saluran atau tambahkan orang ke tangganya.",
    en: "Nobody at all can be told. Give them a channel, or add somebody to the ladder.",
  },
});

/** A trial by a channel. */
export const TRIAL_WORDS = defineWords({
  title: { id: "Percobaan dari Kerani", en: "A trial from Kerani" },
  body: {
    id: (by: string) => `${by} mencoba saluran ini. Tidak ada yang perlu dilakukan.`,
    en: (by: string) => `${by} is trying this channel out. There is nothing to do.`,
  },
});
