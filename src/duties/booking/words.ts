/** What mails to guests say. */
export const mailWords = {
  hello: { id: (name: string) => `Halo ${name},`, en: (name: string) => `Hello ${name},` },
  confirmed: {
    id: (title: string, host: string) => `Janji temu Anda dengan ${host} sudah tercatat: ${title}.`,
    en: (title: string, host: string) => `Your appointment with ${host} is booked: ${title}.`,
  },
  requested: {
    id: (title: string, host: string) => `Permintaan Anda sudah kami terima: ${title}. Waktunya kami tahan sampai ${host} menjawab.`,
    en: (title: string, host: string) => `We have your request: ${title}. The time is held for you until ${host} answers.`,
  },
  moved: {
    id: (title: string, host: string) => `Janji temu Anda dengan ${host} pindah waktu: ${title}.`,
    en: (title: string, host: string) => `Your appointment with ${host} has moved: ${title}.`,
  },
  cancelled: {
    id: (title: string, host: string) => `Janji temu Anda dengan ${host} dibatalkan: ${title}.`,
    en: (title: string, host: string) => `Your appointment with ${host} is cancelled: ${title}.`,
  },
  declined: {
    id: (title: string, host: string) => `Maaf, ${host} tidak dapat menerima Anda pada waktu itu: ${title}.`,
    en: (title: string, host: string) => `We are sorry: ${host} cannot see you at that time: ${title}.`,
  },
  lapsed: {
    id: (title: string, host: string) => `Maaf, permintaan Anda belum sempat dijawab ${host}, jadi waktunya dilepas: ${title}.`,
    en: (title: string, host: string) => `We are sorry: ${host} has not answered in time, so the time was let go: ${title}.`,
  },
  subjects: {
    confirmed: { id: "Janji temu tercatat", en: "Appointment booked" },
    requested: { id: "Permintaan diterima", en: "Request received" },
    moved: { id: "Janji temu pindah waktu", en: "Appointment moved" },
    cancelled: { id: "Janji temu dibatalkan", en: "Appointment cancelled" },
    declined: { id: "Permintaan ditolak", en: "Request declined" },
    lapsed: { id: "Permintaan tidak terjawab", en: "Request not answered" },
  },
  when: { id: "Waktu", en: "When" },
  where: { id: "Tempat", en: "Where" },
  reason: { id: "Alasan", en: "Reason" },
  manage: { id: "Memindahkan atau membatalkan:", en: "To move or cancel it:" },
} as const;

/** What a mail that offers times says. */
export const offerWords = {
  subject: { id: "Pilih waktu", en: "Choose a time" },
  text: {
    id: (title: string) =>
      `Kami menahan waktu berikut untuk ${title}. Bukalah tautan waktu yang cocok; yang pertama menjawab mendapatkannya.`,
    en: (title: string) => `We hold these times for ${title}. Open the link of the one that suits you; the first answer gets it.`,
  },
  until: { id: "Berlaku sampai", en: "Open until" },
} as const;

/** What mails to those who wait say. */
export const waitingWords = {
  list: { id: "daftar tunggu", en: "waiting list" },
  hello: mailWords.hello,
  when: mailWords.when,
  joined: {
    id: (title: string) =>
      `Anda tercatat di daftar tunggu ${title}. Begitu ada waktu kosong, kami tawarkan kepada Anda selama lima belas menit.`,
    en: (title: string) =>
      `You are on the waiting list for ${title}. As soon as a time comes free, it is yours to take for fifteen minutes.`,
  },
  offered: {
    id: (title: string) => `Ada waktu kosong untuk ${title}. Kami tahan untuk Anda.`,
    en: (title: string) => `A time for ${title} has come free. We hold it for you.`,
  },
  until: { id: "Ditahan sampai", en: "Held until" },
  links: {
    joined: { id: "Untuk keluar dari daftar tunggu:", en: "To leave the waiting list:" },
    offered: { id: "Ambil waktu ini, atau lepaskan:", en: "Take it, or let it go:" },
  },
  subjects: {
    joined: { id: "Daftar tunggu", en: "Waiting list" },
    offered: { id: "Ada waktu kosong untuk Anda", en: "A time has come free for you" },
  },
} as const;
