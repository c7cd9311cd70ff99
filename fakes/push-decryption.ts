import { createDecipheriv, createHmac, type ECDH } from "node:crypto";

const hmac = (key: Buffer, ...parts: (Buffer | string)[]): Buffer => {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

const ONE = Buffer.from([1]);

/**
 * Decrypts a push message as the browser does: RFC 8188 with the keys of RFC 8291 §3.4, step by step as written there and
 * sharing no code with the sender. `browser` must hold its private key; throws for anything but one whole record.
 */
export const decryptPush = (body: Buffer, browser: ECDH, authSecret: Buffer): Buffer => {
  const salt = body.subarray(0, 16);
  const recordSize = body.readUInt32BE(16);
  const keyLength = body.readUInt8(20);
  const senderKey = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  if (keyLength !== 65) throw new Error(`the sender's key has ${keyLength} bytes`);
  if (record.length > recordSize) throw new Error("more than one record");

  const ecdhSecret = browser.computeSecret(senderKey);
  const prkKey = hmac(authSecret, ecdhSecret);
  const ikm = hmac(prkKey, "WebPush: info\0", browser.getPublicKey(), senderKey, ONE);
  const prk = hmac(salt, ikm);
  const key = hmac(prk, "Content-Encoding: aes128gcm\0", ONE).subarray(0, 16);
  const nonce = hmac(prk, "Content-Encoding: nonce\0", ONE).subarray(0, 12);

  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // RFC 8188 §2: the last record ends in a 2, then only zeros.
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error("the last record has no end mark");
  return padded.subarray(0, end);
};
