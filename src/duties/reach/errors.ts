import { refusal } from "#kernel/errors/refusal.ts";

/** No such item, or not one that the asker may see: the two are not told apart. */
export const itemMissing = refusal("ATTENTION_MISSING", "missing", {
  id: "Urusan itu tidak ada, atau bukan untuk Anda.",
  en: "There is no such matter, or it is not for you.",
});
/** Somebody else said "I have it" first. */
export const itemTaken = refusal("ATTENTION_TAKEN", "conflict", {
  id: (by: string, at: string) => `${by} sudah menyanggupinya pukul ${at}.`,
  en: (by: string, at: string) => `${by} took it on at ${at}.`,
});
/** The matter is over. */
export const itemOver = refusal("ATTENTION_OVER", "conflict", {
  id: "Urusan ini sudah selesai.",
  en: "This matter is over already.",
});
/** Nobody took it on, so nobody can give it back or put it off. */
export const itemNotTaken = refusal("ATTENTION_NOT_TAKEN", "conflict", {
  id: "Belum ada yang menyanggupi urusan ini. Sanggupi dahulu.",
  en: "Nobody has taken this matter on yet. Take it on first.",
});
/** The matter ends by its own command, not by being ticked off. */
export const endsOtherwise = refusal("ATTENTION_ENDS_OTHERWISE", "conflict", {
  id: (command: string) => `Urusan ini selesai dengan perintahnya sendiri: ${command}.`,
  en: (command: string) => `This matter ends by its own command: ${command}.`,
});
/** Somebody who cannot be reached: not a member of staff, or not one person. */
export const nobodyToReach = refusal("NOBODY_TO_REACH", "missing", {
  id: (name: string) => `"${name}" bukan seorang pegawai, jabatan, atau kelompok yang dapat dihubungi. Pilih satu dari daftar.`,
  en: (name: string) => `"${name}" is not one colleague, post or group that can be reached. Choose one from the list.`,
});
/** A time in the past, or too far ahead. */
export const timeOutOfReach = refusal("REACH_TIME_OUT_OF_REACH", "invalid", {
  id: (days: number) => `Pilih waktu yang akan datang, paling jauh ${days} hari lagi.`,
  en: (days: number) => `Choose a time to come, at most ${days} days ahead.`,
});
/** "Do not disturb" needs an end. */
export const dndNeedsEnd = refusal("DND_NEEDS_END", "invalid", {
  id: "Sebutkan sampai kapan tidak ingin diganggu.",
  en: "Say until when you do not want to be disturbed.",
});
/** Somebody else's whereabouts, and neither desk nor assistant. */
export const notYoursToSay = refusal("NOT_YOURS_TO_SAY", "forbidden", {
  id: "Hanya orangnya sendiri, asistennya, atau meja depan yang dapat mengubah ini.",
  en: "Only the person, their assistant or the desk can change this.",
});
/** The page is too long a list to page on from there. */
export const cursorUnknown = refusal("CURSOR_UNKNOWN", "invalid", {
  id: "Penanda halaman tidak dikenal; mulai lagi dari awal.",
  en: "The page marker is not known; start again from the beginning.",
});
/** Settings for another channel than the named one, or none. */
export const channelSettingsMissing = refusal("CHANNEL_SETTINGS_MISSING", "invalid", {
  id: (channel: string) => `Sertakan pengaturan untuk ${channel}, dan hanya itu.`,
  en: (channel: string) => `Give the settings for ${channel}, and only those.`,
});
/** The channel was tried and did not work. */
export const channelDoesNotWork = refusal("CHANNEL_DOES_NOT_WORK", "unavailable", {
  id: (why: string) => `Saluran ini belum bekerja. ${why}`,
  en: (why: string) => `This channel does not work yet. ${why}`,
});
/** The channel is not set up. */
export const channelNotReady = refusal("CHANNEL_NOT_READY", "unavailable", {
  id: "Saluran ini belum diatur. Pengurus dapat mengaturnya di Pengaturan.",
  en: "This channel is not set up. An administrator can do it in Settings.",
});
/** Browsers in great number. */
export const tooManyBrowsers = refusal("TOO_MANY_BROWSERS", "limited", {
  id: (most: number) => `Paling banyak ${most} peramban per orang. Cabut dahulu yang tidak dipakai.`,
  en: (most: number) => `At most ${most} browsers each. Take back one that is not used.`,
});
/** The endpoint is not one of a push service that this Kerani talks to. */
export const endpointUnknown = refusal("PUSH_ENDPOINT_UNKNOWN", "invalid", {
  id: "Layanan notifikasi peramban ini tidak dikenal.",
  en: "This browser's push service is not known.",
});
