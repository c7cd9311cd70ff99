import { timingSafeEqual } from "node:crypto";
import type { SettingsCache, Vault } from "#kernel/settings/settings.ts";
import { incomingMail, isDeskAddress, outgoingMail } from "./mail-room.ts";

// Letters that survive a mail server which writes the part before the @ in small letters.
const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const SEAL_BYTES = 10;
const ID_BYTES = 16;
const DETAIL = /^r\.([a-z2-7]{42})$/i;
/** RFC 5321 §4.5.3.1.1. */
const LONGEST_LOCAL = 64;

const inLetters = (bytes: Buffer): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
};

const fromLetters = (text: string): Buffer => {
  const bits = [...text.toLowerCase()].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
};

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");
const sealOf = (vault: Vault, id: string): Buffer => vault.seal("reply-address", id).subarray(0, SEAL_BYTES);

/** The desk's address that answers come back to: its first own one, else the sender's where mail to it reaches the desk. */
export const deskAddress = (settings: SettingsCache): string | undefined => {
  const { addresses } = settings.get(incomingMail);
  const from = settings.get(outgoingMail)?.fromAddress;
  return addresses.find((address) => !address.startsWith("*")) ?? (from && isDeskAddress(addresses, from) ? from : undefined);
};

/** The address `<desk>+r.<sealed id>@…` that an answer about `id` (a UUID) comes back to; undefined while no mail reaches the desk. */
export const replyAddress = (settings: SettingsCache, vault: Vault, id: string): string | undefined => {
  const desk = deskAddress(settings);
  if (!desk) return undefined;
  const at = desk.lastIndexOf("@");
  const local = `${desk.slice(0, at).split("+")[0]}+r.${inLetters(bytesOf(id))}${inLetters(sealOf(vault, id))}`;
  return local.length > LONGEST_LOCAL ? undefined : `${local}${desk.slice(at)}`;
};

/** The id that what follows the `+` of an address stands for; undefined unless this installation sealed it. */
export const idInReplyAddress = (vault: Vault, detail: string): string | undefined => {
  const text = DETAIL.exec(detail)?.[1];
  if (!text) return undefined;
  const hex = fromLetters(text.slice(0, 26)).subarray(0, ID_BYTES).toString("hex");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const seal = fromLetters(text.slice(26));
  const right = sealOf(vault, id);
  return seal.length === right.length && timingSafeEqual(seal, right) ? id : undefined;
};
