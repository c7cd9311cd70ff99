import type { Text } from "#kernel/i18n/text.ts";
import type { MailFault } from "./outgoing-failure.ts";

/** One sentence for each thing that can stand between a mail and the mail server, saying what to look at. */
export const MAIL_FAULT_WORDS: Record<MailFault, Text> = {
  name_unknown: {
    id: "Nama server surat tidak ditemukan. Periksa ejaannya dan sambungan jaringan.",
    en: "The name of the mail server was not found. Check its spelling and the network connection.",
  },
  unreachable: {
    id: "Server surat menolak sambungan. Periksa nomor port dan apakah server itu menyala.",
    en: "The mail server refused the connection. Check the port number and whether the server is running.",
  },
  timeout: {
    id: "Server surat tidak menjawab pada waktunya. Periksa nomor port, pilihan TLS atau STARTTLS, dan tembok api.",
    en: "The mail server did not answer in time. Check the port number, the choice of TLS or STARTTLS, and the firewall.",
  },
  broken: {
    id: "Sambungan ke server surat terputus.",
    en: "The connection to the mail server was cut.",
  },
  tls: {
    id: "Sambungan terenkripsi ke server surat gagal. Port 465 biasanya memakai TLS, port 587 memakai STARTTLS.",
    en: "The encrypted connection to the mail server failed. Port 465 usually takes TLS, port 587 takes STARTTLS.",
  },
  certificate: {
    id: "Sertifikat server surat tidak dapat dipercaya. Periksa nama server, atau tambahkan sertifikat kantor Anda.",
    en: "The mail server's certificate cannot be trusted. Check the server's name, or add your office's own certificate.",
  },
  sign_in: {
    id: "Server surat menolak nama pengguna atau kata sandi.",
    en: "The mail server refused the user name or password.",
  },
  sender: {
    id: "Server surat menolak alamat pengirim. Pakai alamat yang boleh dikirim oleh akun ini.",
    en: "The mail server refused the sender's address. Use an address that this account may send from.",
  },
  recipient: {
    id: "Server surat menolak alamat penerima.",
    en: "The mail server refused the recipient's address.",
  },
  content: {
    id: "Server surat menolak isi surat.",
    en: "The mail server refused the mail itself.",
  },
  stopped: {
    id: "Pengiriman surat dihentikan sebelum selesai.",
    en: "Sending the mail was stopped before it was done.",
  },
  other: {
    id: "Server surat memberi jawaban yang tidak dimengerti.",
    en: "The mail server gave an answer that was not understood.",
  },
};

/** What the set-up page says when everything about outgoing mail works. */
export const MAIL_CHECK_WORDS = {
  connected: {
    id: "Server surat menjawab dan menerima masuknya Kerani.",
    en: "The mail server answered and let Kerani in.",
  },
  sent: {
    id: "Server surat menerima surat percobaan. Lihat kotak masuk Anda.",
    en: "The mail server took the test mail. Look into your inbox.",
  },
  subject: { id: "Surat percobaan dari Kerani", en: "Test mail from Kerani" },
  body: {
    id: "Surat ini membuktikan bahwa Kerani dapat mengirim surat. Tidak ada yang perlu Anda lakukan.",
    en: "This mail shows that Kerani can send mail. There is nothing that you need to do.",
  },
} as const satisfies Record<string, Text>;
