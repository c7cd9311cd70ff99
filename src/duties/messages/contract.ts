import { z } from "zod";
import { day, email, id, instant, instantOut, line, page, prose, urgency } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import {
  alreadyThere,
  cannotMark,
  messageMissing,
  messageRetracted,
  noAddressToAnswer,
  nobodyByThatName,
  notAColleague,
  phoneInvalid,
  tooLateToRetract,
} from "./errors.ts";

const BODY = 20_000;
const ATTACHMENT_BYTES = 14_000_000;

const STATES = ["taken", "delivered", "read", "acted", "told", "retracted"] as const;
const channel = z.enum(["phone", "counter", "mail", "web", "program", "other"]);
const who = z.object({ id: z.string().nullable(), name: z.string() });
const step = z.object({ at: instantOut(), by: z.string() }).nullable();

const messageOut = z.object({
  id: z.string(),
  reference: z.string(),
  takenAt: instantOut(),
  takenBy: who,
  door: z.string(),
  channel,
  from: z.object({
    personId: z.string().nullable(),
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    organisation: z.string().nullable(),
  }),
  for: z.object({ kind: z.enum(["person", "post", "group", "desk"]), id: z.string().nullable(), name: z.string() }),
  subject: z.string().nullable(),
  body: z.string(),
  urgency: urgency(),
  callBackAt: instantOut().nullable(),
  followUpOn: z.string().nullable(),
  confidentialFrom: z.number().nullable(),
  state: z.enum(STATES),
  delivered: step,
  read: step,
  acted: step,
  outcome: z.string().nullable(),
  told: step,
  parentId: z.string().nullable(),
});
const noteOut = z.object({
  id: z.string(),
  at: instantOut(),
  by: z.string(),
  kind: z.string(),
  text: z.string(),
  into: z.object({ type: z.string(), id: z.string() }).nullable(),
});
const attachmentOut = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
  at: instantOut(),
  by: z.string(),
});

const target = labelled(line(200), {
  id: 'Untuk siapa: nama, jabatan, kelompok, "desk", atau "person:<id>"',
  en: 'For whom: a name, a post, a group, "desk", or "person:<id>"',
});
const which = labelled(id(), { id: "Pesan", en: "Message" });
const grade = z.number().int().min(1).max(6);

/** What can be done with messages. */
export const messagesContract = {
  "message.take": command({
    summary: { id: "Mencatat pesan untuk seseorang, jabatan, atau kelompok", en: "Take a message for a person, a post or a group" },
    input: z.strictObject({
      for: target,
      from: labelled(line(200), { id: 'Dari siapa: nama, atau "person:<id>"', en: 'From whom: a name, or "person:<id>"' }),
      fromPhone: labelled(line(40).optional(), { id: "Telepon pengirim", en: "Sender's telephone" }),
      fromEmail: labelled(email().optional(), { id: "Surel pengirim", en: "Sender's e-mail" }),
      fromOrganisation: labelled(line(200).optional(), { id: "Instansi pengirim", en: "Sender's organisation" }),
      subject: labelled(line(300).optional(), { id: "Perihal", en: "Subject" }),
      body: labelled(prose(BODY).min(1), { id: "Isi pesan", en: "The message" }),
      urgency: labelled(urgency().default("routine"), { id: "Mendesak atau tidak", en: "How urgent" }),
      channel: labelled(channel.optional(), { id: "Lewat apa pesan datang", en: "How the message came" }),
      callBackAt: labelled(instant().optional(), { id: "Minta ditelepon kembali pada", en: "Call back at" }),
      followUpOn: labelled(day().optional(), { id: "Tindak lanjut pada tanggal", en: "Follow up on" }),
      confidentialFrom: labelled(grade.optional(), {
        id: "Rahasia; hanya penerima dan tingkat ini ke atas",
        en: "Confidential; only the recipient and this grade upward",
      }),
    }),
    output: messageOut,
    refusals: [nobodyByThatName, notAColleague, phoneInvalid],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "message.retract",
    positional: ["for"],
  }),
  "message.retract": command({
    summary: { id: "Menarik kembali pesan dalam satu menit", en: "Take a message back within a minute" },
    input: z.strictObject({ id: which }),
    output: messageOut,
    refusals: [messageMissing, tooLateToRetract],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "message.read": command({
    summary: { id: "Menandai pesan sudah dibaca", en: "Mark a message as read" },
    input: z.strictObject({ id: which }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "message.act": command({
    summary: { id: "Mencatat bahwa pesan sudah ditangani, dan bagaimana", en: "Record that a message was acted upon, and how" },
    input: z.strictObject({ id: which, outcome: labelled(prose(2000).min(1), { id: "Apa yang dilakukan", en: "What was done" }) }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted, alreadyThere],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "outcome"],
  }),
  "message.tell": command({
    summary: { id: "Mencatat bahwa penelepon sudah dikabari", en: "Record that the caller was told" },
    input: z.strictObject({ id: which, how: labelled(prose(2000).optional(), { id: "Bagaimana", en: "How" }) }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted, alreadyThere],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "message.reply": command({
    summary: {
      id: "Menjawab pengirim lewat surel; jawabannya kembali ke pesan ini",
      en: "Answer the sender by mail; their reply comes back to this message",
    },
    input: z.strictObject({ id: which, text: labelled(prose(BODY).min(1), { id: "Jawaban", en: "The answer" }) }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted, noAddressToAnswer],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "text"],
  }),
  "message.forward": command({
    summary: { id: "Meneruskan pesan kepada orang lain juga", en: "Forward a message to somebody else as well" },
    input: z.strictObject({ id: which, to: target, note: labelled(prose(2000).optional(), { id: "Catatan", en: "Note" }) }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted, nobodyByThatName, notAColleague],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "message.retract",
    positional: ["id", "to"],
  }),
  "message.reassign": command({
    summary: { id: "Mengalihkan pesan kepada orang yang tepat", en: "Hand a message over to the right person" },
    input: z.strictObject({ id: which, to: target, note: labelled(prose(2000).optional(), { id: "Catatan", en: "Note" }) }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted, nobodyByThatName, notAColleague],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "to"],
  }),
  "message.note": command({
    summary: { id: "Menambah catatan pada pesan", en: "Add a note to a message" },
    input: z.strictObject({ id: which, text: labelled(prose(BODY).min(1), { id: "Catatan", en: "Note" }) }),
    output: noteOut,
    refusals: [messageMissing, messageRetracted],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "text"],
  }),
  "message.turn": command({
    summary: {
      id: "Mencatat bahwa pesan menjadi hal lain, misalnya acara",
      en: "Note that a message became something else, such as an event",
    },
    input: z.strictObject({
      id: which,
      type: labelled(z.enum(["event"]), { id: "Menjadi apa", en: "What it became" }),
      into: labelled(id(), { id: "Yang mana", en: "Which one" }),
    }),
    output: noteOut,
    refusals: [messageMissing, messageRetracted],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "type", "into"],
  }),
  "message.follow-up": command({
    summary: { id: "Menetapkan atau menghapus tanggal tindak lanjut", en: "Set or clear the follow-up date" },
    input: z.strictObject({ id: which, on: labelled(day().nullable(), { id: "Tanggal", en: "Date" }) }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "on"],
  }),
  "message.mark": command({
    summary: { id: "Menandai pesan rahasia, atau membukanya", en: "Mark a message confidential, or open it" },
    input: z.strictObject({
      id: which,
      confidentialFrom: labelled(grade.nullable(), { id: "Tingkat terendah yang boleh melihat", en: "Lowest grade that may see it" }),
    }),
    output: messageOut,
    refusals: [messageMissing, messageRetracted, cannotMark],
    opens: { role: "staff" },
    effect: "final",
  }),
  "message.attach": command({
    summary: { id: "Melampirkan berkas pada pesan", en: "Attach a file to a message" },
    input: z.strictObject({
      id: which,
      name: line(200),
      content: labelled(z.base64().max(ATTACHMENT_BYTES), { id: "Isi berkas dalam base64", en: "The file in base64" }),
    }),
    output: attachmentOut,
    refusals: [messageMissing, messageRetracted],
    opens: { role: "staff" },
    effect: "final",
    mostBytes: ATTACHMENT_BYTES + 4096,
  }),
  "message.attachment": query({
    summary: { id: "Mengunduh lampiran", en: "Download an attachment" },
    input: z.strictObject({ id: labelled(id(), { id: "Lampiran", en: "Attachment" }) }),
    output: z.object({ sha256: z.string(), name: z.string(), mediaType: z.string(), size: z.number() }),
    refusals: [messageMissing],
    opens: { role: "staff" },
    answersFile: true,
  }),
  "message.show": query({
    summary: { id: "Satu pesan dengan seluruh riwayatnya", en: "One message with its whole history" },
    input: z.strictObject({ id: which }),
    output: z.object({
      message: messageOut,
      notes: z.array(noteOut),
      attachments: z.array(attachmentOut),
      forwarded: z.array(messageOut),
      mayRetractUntil: instantOut().nullable(),
    }),
    refusals: [messageMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "message.list": query({
    summary: { id: "Daftar pesan, yang terbaru dahulu", en: "Messages, newest first" },
    input: z.strictObject({
      box: labelled(z.enum(["mine", "taken", "all"]).default("all"), {
        id: "Untuk saya, yang saya catat, atau semua yang boleh saya lihat",
        en: "For me, taken by me, or all that I may see",
      }),
      unread: labelled(z.boolean().default(false), { id: "Hanya yang belum dibaca siapa pun", en: "Only what nobody has read" }),
      followUpBy: labelled(day().optional(), { id: "Tindak lanjut sampai tanggal", en: "To follow up by" }),
      person: labelled(id().optional(), { id: "Dari atau untuk orang ini", en: "From or for this person" }),
      search: labelled(line(200).optional(), { id: "Cari kata", en: "Search words" }),
      ...page(),
    }),
    output: z.object({ messages: z.array(messageOut), next: z.string().nullable() }),
    opens: { role: "staff" },
    positional: ["search"],
  }),
  "message.counts": query({
    summary: { id: "Berapa yang belum dibaca dan yang harus ditindaklanjuti", en: "How many are unread, and how many to follow up" },
    input: z.strictObject({}),
    output: z.object({ unread: z.number(), mineUnread: z.number(), followUp: z.number() }),
    opens: { role: "staff" },
  }),
};
