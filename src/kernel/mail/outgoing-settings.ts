import { isIP } from "node:net";
import tls from "node:tls";
import type { SMTPPoolOptions } from "nodemailer";
import { refusal } from "#kernel/errors/refusal.ts";

/** A mailbox: an address and, if known, the name of whose it is. */
export type MailAddress = { readonly name?: string; readonly address: string };

/**
 * How Kerani hands its mail to a mail server. `tls` encrypts from the first byte (usually port 465), `starttls` insists on
 * encrypting before anything is said (usually 587), `plain` is for a mail server on this very machine only.
 */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "plain";
  readonly user?: string;
  readonly password?: string;
  /** Who the mail is from unless a mail says otherwise; also the address that bounces return to. */
  readonly from: MailAddress;
  /** Certificates (PEM) trusted beside the usual ones. */
  readonly trust?: string;
  /** The name by which Kerani greets the mail server; the machine's name unless said otherwise. */
  readonly greetAs?: string;
  /** The longest that one mail may take, in milliseconds; 30 seconds unless said otherwise. */
  readonly timeoutMs?: number;
  /** Connections kept at once; 3 unless said otherwise. */
  readonly connections?: number;
};

/** Mail in the clear was asked for to another machine. */
export const plainMailOnlyHere = refusal("MAIL_PLAIN_ONLY_HERE", "invalid", {
  id: "Tanpa enkripsi hanya boleh ke server surat di mesin ini sendiri (localhost). Pilih STARTTLS atau TLS.",
  en: "Without encryption only a mail server on this very machine (localhost) is allowed. Choose STARTTLS or TLS.",
});

/** A mail address that cannot be used as one. */
export const mailAddressInvalid = refusal("MAIL_ADDRESS_INVALID", "invalid", {
  id: (address: string) => `"${address}" bukan alamat surel. Tulislah seperti nama@contoh.co.id.`,
  en: (address: string) => `"${address}" is not a mail address. Write it like name@example.com.`,
});

const LOCAL_PART = /^[^\s@<>(),;:\\"[\]\p{Cc}\p{Z}\p{Cf}]{1,64}$/u;
const DOMAIN =
  /^(?=.{1,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
const ADDRESS_LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9A-Fa-f:.]+)\]$/;

/** Whether a text is one usable mail address: no quoting, no comments, nothing that could end a header or a command. */
export const isMailAddress = (text: string): boolean => {
  const at = text.lastIndexOf("@");
  if (at < 1) return false;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  return LOCAL_PART.test(local) && !/^\.|\.\.|\.$/.test(local) && (DOMAIN.test(domain) || ADDRESS_LITERAL.test(domain));
};

/** The part after the @, in lower case. */
export const mailDomainOf = (address: MailAddress): string => address.address.slice(address.address.lastIndexOf("@") + 1).toLowerCase();

/** True for the names and addresses by which this machine calls itself. */
export const isThisMachine = (host: string): boolean =>
  host.toLowerCase() === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

/** Refuses settings that would send mail or a password in the clear over a network, or that have no usable sender. */
export const checkMailSettings = (settings: MailSettings): void => {
  if (settings.security === "plain" && !isThisMachine(settings.host)) throw plainMailOnlyHere();
  if (!isMailAddress(settings.from.address)) throw mailAddressInvalid(settings.from.address);
};

/** The settings as the SMTP library takes them. */
export const transportOptions = (settings: MailSettings): SMTPPoolOptions & { pool: true } => {
  const timeout = settings.timeoutMs ?? 30_000;
  return {
    pool: true,
    host: settings.host,
    port: settings.port,
    secure: settings.security === "tls",
    requireTLS: settings.security === "starttls",
    ignoreTLS: settings.security === "plain",
    // Without this a server that offers no sign-in would be given the mail unsigned.
    ...(settings.user ? { auth: { user: settings.user, pass: settings.password ?? "" }, forceAuth: true } : {}),
    ...(settings.greetAs ? { name: settings.greetAs } : {}),
    tls: { minVersion: "TLSv1.2", ...(settings.trust ? { ca: [...tls.getCACertificates("default"), settings.trust] } : {}) },
    maxConnections: settings.connections ?? 3,
    // A mail whose connection broke is sent again by whoever asked for it, who also knows when to give up.
    maxRequeues: 0,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    socketCloseTimeout: 1000,
    idleTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
};
