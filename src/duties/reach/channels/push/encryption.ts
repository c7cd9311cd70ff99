import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** The browser's part of a push subscription, in base64url. */
export type BrowserKeys = { readonly p256dh: string; readonly auth: string };

const KEY_BYTES = 65;
const RECORD_SIZE = 4096;

const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

/**
 * Encrypts a push message for one browser (RFC 8291 on RFC 8188, one record of at most 4096 bytes). Throws when the keys are
 * none. The fresh key pair and salt can be given, only to prove the published example.
 */
export const encryptPush = (plaintext: Buffer, browser: BrowserKeys, given: { privateKey?: Buffer; salt?: Buffer } = {}): Buffer => {
  const browserKey = Buffer.from(browser.p256dh, "base64url");
  const authSecret = Buffer.from(browser.auth, "base64url");
  if (browserKey.length !== KEY_BYTES || authSecret.length !== 16) throw new RangeError("the browser's keys have the wrong length");

  const ecdh = createECDH("prime256v1");
  if (given.privateKey) ecdh.setPrivateKey(given.privateKey);
  else ecdh.generateKeys();
  const ourKey = ecdh.getPublicKey();
  const salt = given.salt ?? randomBytes(16);

  const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), browserKey, ourKey]);
  const secret = derive(ecdh.computeSecret(browserKey), authSecret, keyInfo, 32);
  const key = derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);

  const header = Buffer.alloc(21);
  salt.copy(header);
  header.writeUInt32BE(RECORD_SIZE, 16);
  header.writeUInt8(KEY_BYTES, 20);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // RFC 8188 §2: a 2 after the text marks the last record.
  return Buffer.concat([header, ourKey, cipher.update(plaintext), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()]);
};
