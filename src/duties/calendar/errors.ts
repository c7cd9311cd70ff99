import { Refusal, refusal } from "#kernel/errors/refusal.ts";
import type { Text } from "#kernel/i18n/text.ts";

/** No such calendar, or none that the asker may know of. */
export const calendarMissing = refusal("CALENDAR_MISSING", "missing", {
  id: "Kalender itu tidak ada, atau tidak dibagikan kepada Anda.",
  en: "There is no such calendar, or it is not shared with you.",
});
/** What is read from elsewhere is changed there. */
export const calendarSubscribed = refusal("CALENDAR_SUBSCRIBED", "forbidden", {
  id: "Kalender ini dibaca dari tempat lain; acaranya diubah di sana.",
  en: "This calendar is read from elsewhere; its events are changed there.",
});
/** No address that a calendar could be read from. */
export const sourceUnclear = refusal("CALENDAR_SOURCE_UNCLEAR", "invalid", {
  id: "Alamat itu tidak dapat dibaca sebagai langganan. Tulislah alamat ICS yang berawal https:// atau webcal://.",
  en: "That address cannot be subscribed to. Give an ICS address that begins with https:// or webcal://.",
});
/** Nobody allowed to read there. */
export const sourceNotAllowed = refusal("CALENDAR_SOURCE_NOT_ALLOWED", "forbidden", {
  id: (site: string) => `Membaca dari ${site} belum diizinkan. Pengurus dapat mengizinkannya di Kelola kalender.`,
  en: (site: string) => `Reading from ${site} is not allowed yet. An administrator can allow it under Manage calendars.`,
});
/** No such event, or none that the asker may know of. */
export const eventMissing = refusal("EVENT_MISSING", "missing", {
  id: "Acara itu tidak ada, atau tidak dibagikan kepada Anda.",
  en: "There is no such event, or it is not shared with you.",
});
/** The series has no such instance. */
export const instanceMissing = refusal("INSTANCE_MISSING", "missing", {
  id: (instance: string) => `Rangkaian ini tidak mempunyai kejadian ${instance}.`,
  en: (instance: string) => `This series has no instance ${instance}.`,
});
/** The asker may see the calendar, but not change it so. */
export const calendarNotYours = refusal("CALENDAR_NOT_YOURS", "forbidden", {
  id: "Anda boleh melihat kalender ini, tetapi tidak mengubahnya. Pemiliknya dapat membaginya dengan hak mengubah.",
  en: "You may see this calendar, but not change it. Its owner can share it for changing.",
});
/** Somebody else's private item. */
export const itemIsPrivate = refusal("ITEM_IS_PRIVATE", "forbidden", {
  id: "Acara ini bersifat pribadi; hanya pemiliknya yang dapat mengubahnya.",
  en: "This item is private; only its owner can change it.",
});
/** Only the organizer moves a meeting. */
export const notTheOrganizer = refusal("NOT_THE_ORGANIZER", "forbidden", {
  id: "Hanya penyelenggara yang dapat mengubah acara ini; Anda dapat menerima atau menolaknya.",
  en: "Only the organizer changes this event; you can accept or decline it.",
});
/** The address in the home is taken. */
export const addressTaken = refusal("CALENDAR_ADDRESS_TAKEN", "conflict", {
  id: "Alamat itu sudah dipakai kalender lain.",
  en: "Another calendar has this address.",
});
/** Two at once in a place for one: what the constraint says when it comes to that. */
export const bookedMeanwhile = refusal("DOUBLE_BOOKED", "conflict", {
  id: "Waktu itu baru saja dipakai orang lain. Pilih waktu lain.",
  en: "Somebody else has just taken that time. Choose another one.",
});

/** What stands in the way of a booking. */
export type InTheWay = { ownerId: string; ownerName: string; title: string | null; start: number; end: number; zone: string };

const when = ({ start, end, zone }: InTheWay): Text => {
  const [from, to] = [start, end].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)) as [
    Temporal.ZonedDateTime,
    Temporal.ZonedDateTime,
  ];
  const sameDay = from.toPlainDate().equals(to.toPlainDate());
  const clock = (at: Temporal.ZonedDateTime, dot: string) => at.toPlainTime().toString({ smallestUnit: "minute" }).replace(":", dot);
  const dayOf = (at: Temporal.ZonedDateTime, lang: string) => at.toPlainDate().toLocaleString(lang, { day: "numeric", month: "long" });
  const say = (lang: string, dot: string) =>
    `${dayOf(from, lang)} ${clock(from, dot)}–${sameDay ? "" : `${dayOf(to, lang)} `}${clock(to, dot)}`;
  return { id: say("id", "."), en: say("en-GB", ":") };
};

/** Who or what is taken, by what as far as the reader may know, and until when. */
export const doubleBooked = (taken: InTheWay): Refusal => {
  const at = when(taken);
  const { ownerId, ownerName, title } = taken;
  const [start, end] = [taken.start, taken.end].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toString());
  return new Refusal({
    code: "DOUBLE_BOOKED",
    kind: "conflict",
    text: {
      id: `${ownerName} sudah terpakai${title ? ` untuk "${title}"` : ""} pada ${at.id}. Pilih waktu lain, atau izinkan bertumpang tindih.`,
      en: `${ownerName} is taken${title ? ` for "${title}"` : ""} on ${at.en}. Choose another time, or say that overlapping is all right.`,
    },
    data: { ownerId, ownerName, title, start, until: end },
  });
};

/** Another object of the calendar has the UID. */
export const uidTaken = (holder: { address: string; calendarId: string }): Refusal =>
  new Refusal({
    code: "EVENT_UID_TAKEN",
    kind: "conflict",
    text: { id: "Acara dengan UID itu sudah ada di kalender ini.", en: "An event with this UID is in this calendar already." },
    data: holder,
  });
/** The meeting is in another calendar of the same person. */
export const scheduledElsewhere = (holder: { address: string; calendarId: string; calendarAddress: string }): Refusal =>
  new Refusal({
    code: "EVENT_SCHEDULED_ELSEWHERE",
    kind: "conflict",
    text: {
      id: "Undangan ini sudah ada di kalender lain milik orang yang sama.",
      en: "This meeting is in another calendar of the same person.",
    },
    data: holder,
  });
/** A time that is none, or an end before its start. */
export const timeUnclear = refusal("TIME_UNCLEAR", "invalid", {
  id: (text: string) => `Waktu "${text}" tidak jelas. Tulis 2026-03-02, 2026-03-02T09:00, atau 2026-03-02T09:00:00+07:00.`,
  en: (text: string) => `The time "${text}" is not clear. Write 2026-03-02, 2026-03-02T09:00, or 2026-03-02T09:00:00+07:00.`,
});
/** The end is not after the start. */
export const endsBeforeStart = refusal("ENDS_BEFORE_START", "invalid", {
  id: "Acara harus berakhir sesudah mulai.",
  en: "An event ends after it starts.",
});
/** A rule that is none. */
export const ruleUnclear = refusal("RULE_UNCLEAR", "invalid", {
  id: (what: string) => `Aturan pengulangan tidak sah: ${what}. Contoh: FREQ=WEEKLY;BYDAY=MO.`,
  en: (what: string) => `The recurrence rule is not valid: ${what}. For example: FREQ=WEEKLY;BYDAY=MO.`,
});
/** A text that is no iCalendar object. */
export const textUnreadable = refusal("CALENDAR_TEXT_UNREADABLE", "invalid", {
  id: (what: string) => `Data kalender tidak dapat dibaca. ${what}`,
  en: (what: string) => `The calendar data cannot be read. ${what}`,
});
/** Somebody or something invited is not known. */
export const inviteeMissing = refusal("INVITEE_MISSING", "missing", {
  id: (what: string) => `${what} tidak dikenal sebagai orang, ruang, atau barang di sini.`,
  en: (what: string) => `${what} is not known here as a person, room or thing.`,
});
/** Not invited, so nothing to answer. */
export const notInvited = refusal("NOT_INVITED", "invalid", {
  id: "Tidak ada undangan untuk dijawab pada acara ini.",
  en: "There is no invitation to answer on this event.",
});
/** What was before is forgotten, or something came after it. */
export const cannotRestore = refusal("CANNOT_RESTORE", "conflict", {
  id: "Perubahan itu tidak dapat dibatalkan lagi: acaranya sudah diubah sesudahnya, atau sudah terlalu lama.",
  en: "That change cannot be undone any more: the event was changed since, or it was too long ago.",
});
/** The range asked for is too long or turned round. */
export const rangeUnclear = refusal("RANGE_UNCLEAR", "invalid", {
  id: (days: number) => `Rentang waktu harus maju dan paling panjang ${days} hari.`,
  en: (days: number) => `The range must go forward and be at most ${days} days long.`,
});
/** The default calendar cannot go. */
export const calendarNeeded = refusal("CALENDAR_NEEDED", "conflict", {
  id: "Kalender utama tidak dapat dihapus; jadikan kalender lain yang utama dahulu.",
  en: "The main calendar cannot be removed; make another one the main calendar first.",
});
/** The calendar still holds something. */
export const calendarFull = refusal("CALENDAR_NOT_EMPTY", "conflict", {
  id: (count: number) => `Kalender ini masih berisi ${count} acara. Sertakan withEvents untuk menghapus semuanya.`,
  en: (count: number) => `This calendar still holds ${count} events. Say withEvents to remove them all.`,
});
/** A day or address that is not there. */
export const nothingToRevoke = refusal("NOTHING_TO_REVOKE", "missing", {
  id: "Tidak ada yang dapat dicabut.",
  en: "There is nothing to revoke.",
});
/** A list of days with a day twice, or of no year. */
export const daysUnclear = refusal("DAYS_UNCLEAR", "invalid", {
  id: "Daftar hari harus berada dalam tahun itu dan setiap hari hanya sekali untuk tiap jenis.",
  en: "The list of days must lie in its year, each day only once of a kind.",
});
/** The held times were taken, let go, or ran out. */
export const holdGone = refusal("HOLD_GONE", "conflict", {
  id: "Waktu itu tidak ditahan lagi: sudah dipilih, dilepas, atau lewat batasnya.",
  en: "These times are not held any more: one was chosen, they were let go, or they ran out.",
});
