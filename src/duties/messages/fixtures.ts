/** Gives a command; the caller says as whom. */
type Give = (name: string, input: Record<string, unknown>, as: string) => Promise<unknown>;

/** Messages of an ordinary morning; `at` is the desk's clerk, names are those of the example company's people. */
const MORNING: readonly {
  for: string;
  from: string;
  body: string;
  subject?: string;
  fromPhone?: string;
  fromOrganisation?: string;
  urgency?: string;
  confidentialFrom?: number;
  fate?: "read" | "acted" | "told";
}[] = [
  {
    for: "direktur utama",
    from: "Pak Joko Widagdo",
    fromPhone: "0812-3456-7801",
    fromOrganisation: "PT Mesin Jaya Abadi",
    subject: "Penawaran mesin kemas",
    body: "Minta ditelepon kembali sebelum pukul 15.00; harga naik mulai bulan depan.",
    urgency: "soon",
  },
  {
    for: "desk",
    from: "Kurir Sinar Ekspres",
    fromPhone: "0857 1122 3344",
    body: "Paket dari Surabaya sudah di pos satpam, perlu tanda tangan.",
  },
  {
    for: "direktur keuangan",
    from: "Bu Melati",
    fromOrganisation: "Bank Nusantara Sejahtera",
    fromPhone: "021 5550 1234",
    subject: "Perpanjangan fasilitas kredit",
    body: "Berkas paling lambat Jumat. Mohon konfirmasi siapa yang menandatangani.",
    urgency: "urgent",
    fate: "read",
  },
  {
    for: "manajer operasional",
    from: "Pak Slamet, sopir",
    fromPhone: "0813-9988-7766",
    body: "Truk kedua terlambat dua jam karena banjir di Kaligawe.",
    fate: "acted",
  },
  {
    for: "direktur utama",
    from: "Notaris Hartono",
    subject: "Akta perubahan",
    body: "Rancangan akta siap; isinya hanya untuk Bapak Direktur.",
    confidentialFrom: 5,
  },
  {
    for: "desk",
    from: "Dinas Tenaga Kerja",
    fromPhone: "024 7600 100",
    subject: "Undangan sosialisasi",
    body: "Undangan sosialisasi upah sektoral, satu orang per perusahaan.",
    fate: "told",
  },
];

/** Fills an example morning: some messages untouched, some read, acted upon, closed. `recipients` turns a role of the list above into a reference. */
export const seedMessages = async (give: Give, clerk: string, recipients: Readonly<Record<string, string>>): Promise<void> => {
  for (const { for: role, fate, ...message } of MORNING) {
    const whom = role === "desk" ? "desk" : recipients[role];
    if (!whom) continue;
    const taken = (await give("message.take", { ...message, for: whom, channel: "phone" }, clerk)) as { id: string };
    const reader = whom.startsWith("person:") ? whom.slice("person:".length) : clerk;
    if (fate) await give("message.read", { id: taken.id }, reader);
    if (fate === "acted" || fate === "told") await give("message.act", { id: taken.id, outcome: "Sudah ditelepon dan diurus." }, reader);
    if (fate === "told") await give("message.tell", { id: taken.id }, clerk);
  }
};
