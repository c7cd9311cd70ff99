import { z } from "zod";
import { phoneInvalid, pointInvalid } from "../errors.ts";
import type { ContactChannel, PointKind } from "../contract/fields.ts";
import { readPhone, showPhone } from "./phone.ts";

/** The most numbers and addresses that one person has. */
export const MOST_POINTS = 20;

const EMAIL = z.email().max(254);
const TOPIC = /^[-_A-Za-z0-9]{1,64}$/;

const readWebhook = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
    throw pointInvalid(
      "alamat webhook harus lengkap (https://…), tanpa nama pengguna, kata sandi, atau tanda #",
      "a webhook needs a full address (https://…) without user name, password or #",
    );
  return url.href;
};

/** A contact point in the form in which it is stored; throws PHONE_INVALID or CONTACT_POINT_INVALID. */
export const readPoint = (kind: PointKind, given: string, extension?: string | null): { value: string; extension: string | null } => {
  if (kind === "phone" || kind === "mobile") {
    const phone = readPhone(given);
    if (!phone) throw phoneInvalid(given);
    return { value: phone.value, extension: extension ?? phone.extension };
  }
  if (extension) throw pointInvalid("nomor pesawat hanya untuk telepon", "an extension belongs to a telephone number");
  const text = given.trim();
  if (kind === "webhook") return { value: readWebhook(text), extension: null };
  if (kind === "email" && EMAIL.safeParse(text).success) return { value: text.toLowerCase(), extension: null };
  if (kind === "ntfy" && TOPIC.test(text)) return { value: text, extension: null };
  throw kind === "email"
    ? pointInvalid("surel harus seperti nama@perusahaan.co.id", "an e-mail address looks like name@company.com")
    : pointInvalid(
        "topik ntfy hanya huruf, angka, _ dan -, paling panjang 64",
        "an ntfy topic has letters, digits, _ and - only, at most 64",
      );
};

/** A contact point as one reads it. */
export const showPoint = ({ kind, value, extension }: { kind: PointKind; value: string; extension: string | null }): string =>
  kind === "phone" || kind === "mobile" ? showPhone(value, extension) : value;

/** The kind of contact point that a channel needs; push needs none. */
export const KIND_FOR: Readonly<Record<ContactChannel, PointKind | undefined>> = {
  push: undefined,
  email: "email",
  sms: "mobile",
  ntfy: "ntfy",
  webhook: "webhook",
};
