import { z } from "zod";
import type { Clock } from "#kernel/clock/clock.ts";
import { refusal } from "#kernel/errors/refusal.ts";
import { setting, type SettingsCache, type Vault } from "#kernel/settings/settings.ts";
import { openMailer, type Mailer, type OutgoingMail, type SentMail } from "./outgoing.ts";
import type { MailSettings } from "./outgoing-settings.ts";

/** Nobody has said yet by which server mail goes out. */
export const mailNotSetUp = refusal("MAIL_NOT_SET_UP", "unavailable", {
  id: "Surel keluar belum diatur. Pengurus dapat mengaturnya di Pengaturan.",
  en: "Outgoing mail is not set up yet. An administrator can do it in Settings.",
});

/** How mail goes out; the password lies locked in the vault. */
export const outgoingMail = setting(
  "mail.outgoing",
  z
    .strictObject({
      host: z.string().min(1).max(255),
      port: z.number().int().min(1).max(65_535),
      security: z.enum(["tls", "starttls", "plain"]),
      user: z.string().max(254).optional(),
      lockedPassword: z.string().optional(),
      fromName: z.string().max(120).optional(),
      fromAddress: z.string().max(254),
      trust: z.string().max(20_000).optional(),
    })
    .nullable(),
  null,
);

/** Which addresses are the desk's, and the mailbox that is fetched for those who keep their mail elsewhere. */
export const incomingMail = setting(
  "mail.incoming",
  z.strictObject({
    /** Whole addresses, or `*@domain`. */
    addresses: z.array(z.string().max(254)),
    mailbox: z
      .strictObject({
        host: z.string(),
        port: z.number(),
        security: z.enum(["tls", "starttls", "plain"]),
        user: z.string(),
        lockedPassword: z.string(),
        folder: z.string(),
        trust: z.string().optional(),
      })
      .nullable(),
  }),
  { addresses: [], mailbox: null },
);

/** True when mail to this address is for the desk; what follows a `+` is left aside (RFC 5233). */
export const isDeskAddress = (addresses: readonly string[], address: string): boolean => {
  const at = address.lastIndexOf("@");
  const plain = `${address.slice(0, at).split("+")[0]}${address.slice(at)}`.toLowerCase();
  return addresses.some(
    (known) => known.toLowerCase() === plain || (known.startsWith("*@") && plain.endsWith(known.slice(1).toLowerCase())),
  );
};

/** The stored setting as the mailer wants it. */
export const asMailSettings = (stored: NonNullable<z.output<typeof outgoingMail.schema>>, vault: Vault): MailSettings => ({
  host: stored.host,
  port: stored.port,
  security: stored.security,
  ...(stored.user ? { user: stored.user } : {}),
  ...(stored.lockedPassword ? { password: vault.open(stored.lockedPassword) } : {}),
  from: { address: stored.fromAddress, ...(stored.fromName ? { name: stored.fromName } : {}) },
  ...(stored.trust ? { trust: stored.trust } : {}),
});

/** The one place that outgoing mail leaves by; it follows a change of the settings without a restart. */
export type MailRoom = {
  readonly ready: boolean;
  /** The address that mail comes from; undefined until mail is set up. */
  from(): string | undefined;
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<SentMail>;
  close(): void;
};

/** Opens the mail room. */
export const openMailRoom = (settings: SettingsCache, vault: Vault, clock: Clock): MailRoom => {
  let mailer: { key: string; open: Mailer } | undefined;
  const current = (): Mailer => {
    const stored = settings.get(outgoingMail);
    if (!stored) throw mailNotSetUp();
    const key = JSON.stringify(stored);
    if (mailer?.key !== key) {
      mailer?.open.close();
      mailer = { key, open: openMailer(asMailSettings(stored, vault), clock) };
    }
    return mailer.open;
  };
  return {
    get ready() {
      return settings.get(outgoingMail) !== null;
    },
    from: () => settings.get(outgoingMail)?.fromAddress,
    send: (mail, signal) => current().send(mail, signal),
    close: () => mailer?.open.close(),
  };
};
