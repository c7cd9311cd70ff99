import { Refusal, refusal } from "#kernel/errors/refusal.ts";

/** No such message, or not one that the asker may see: the two are not told apart. */
export const messageMissing = refusal("MESSAGE_MISSING", "missing", {
  id: "Pesan itu tidak ada, atau bukan untuk Anda.",
  en: "There is no such message, or it is not for you.",
});
/** Nobody of that name. */
export const nobodyByThatName = refusal("NOBODY_BY_THAT_NAME", "missing", {
  id: (name: string) => `Tidak ada orang, jabatan, atau kelompok bernama "${name}". Carilah dahulu, atau tulis "desk" untuk meja depan.`,
  en: (name: string) => `There is no person, post or group called "${name}". Look them up first, or write "desk" for the desk.`,
});
/** More than one fits; the candidates go with it. */
export const whoIsMeant = (name: string, candidates: { ref: string; name: string }[]): Refusal =>
  new Refusal({
    code: "WHO_IS_MEANT",
    kind: "invalid",
    text: {
      id: `"${name}" bisa berarti ${candidates.map((one) => one.name).join("; ")}. Pilih salah satu.`,
      en: `"${name}" may mean ${candidates.map((one) => one.name).join("; ")}. Choose one.`,
    },
    data: { candidates },
  });
/** Outside contacts are not told through the desk's ladder. */
export const notAColleague = refusal("NOT_A_COLLEAGUE", "invalid", {
  id: (name: string) => `${name} bukan orang perusahaan ini; pesan hanya untuk orang dalam.`,
  en: (name: string) => `${name} does not work here; a message is for people of the company.`,
});
/** Taking back is for a minute, and for the one who took it. */
export const tooLateToRetract = refusal("TOO_LATE_TO_RETRACT", "conflict", {
  id: "Pesan hanya dapat ditarik dalam satu menit setelah dicatat, selama belum dibaca.",
  en: "A message can be taken back within a minute of taking it, while nobody has read it.",
});
/** The message was taken back. */
export const messageRetracted = refusal("MESSAGE_RETRACTED", "conflict", {
  id: "Pesan ini sudah ditarik kembali.",
  en: "This message was taken back.",
});
/** The step was done before. */
export const alreadyThere = refusal("MESSAGE_ALREADY_THERE", "conflict", {
  id: (by: string) => `Sudah ditangani oleh ${by}.`,
  en: (by: string) => `${by} already saw to it.`,
});
/** There is no address to answer to. */
export const noAddressToAnswer = refusal("NO_ADDRESS_TO_ANSWER", "invalid", {
  id: "Pengirim tidak meninggalkan alamat surel; catat jawabannya sebagai catatan, atau telepon kembali.",
  en: "The sender left no e-mail address; note the answer, or call back.",
});
/** A number that is no telephone number. */
export const phoneInvalid = refusal("PHONE_INVALID", "invalid", {
  id: (text: string) => `"${text}" bukan nomor telepon yang dapat dihubungi.`,
  en: (text: string) => `"${text}" is not a telephone number that can be called.`,
});
/** A confidential mark above one's own grade, or on somebody else's message. */
export const cannotMark = refusal("CANNOT_MARK", "forbidden", {
  id: "Hanya penerima, pencatat, atau orang dengan tingkat itu yang dapat mengubah kerahasiaan.",
  en: "Only the recipient, the one who took it, or somebody of that grade can change the mark.",
});
