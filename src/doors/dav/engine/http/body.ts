import type { IncomingMessage } from "node:http";
import type { Clock } from "#kernel/clock/clock.ts";
import { DavError, badRequest } from "../errors.ts";
import { header, type Exchange } from "../exchange.ts";
import type { XmlElement } from "../xml/element.ts";
import { readXml, XmlError } from "../xml/reader.ts";

/** The client went away before its body was complete; nobody is left to answer. */
export class HalfSent extends Error {
  override readonly name = "HalfSent";
}

type Waiting = { readonly clock: Clock; readonly seconds: number };

const collect = (request: IncomingMessage, limit: number, tooLarge: () => Error, waiting: Waiting): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const disarm = waiting.clock.alarm(waiting.clock.now().add({ seconds: waiting.seconds }), () =>
      fail(new DavError(408, "The request body did not arrive in time.")),
    );
    const finish = (): void => {
      disarm();
      request.off("data", take).off("end", done).off("error", fail).off("close", gone);
    };
    const fail = (error: Error): void => {
      finish();
      request.pause();
      reject(error);
    };
    const gone = (): void => fail(new HalfSent("the connection closed inside the body"));
    const take = (part: Buffer): void => {
      size += part.length;
      if (size > limit) fail(tooLarge());
      else parts.push(part);
    };
    const done = (): void => {
      finish();
      resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts, size));
    };
    request
      .on("data", take)
      .on("end", done)
      .on("error", () => fail(new HalfSent("the body broke off")))
      .on("close", gone);
  });

/** Reads the whole body, at most `limit` octets, or throws what `tooLarge` makes. A declared length is refused before a single octet is read. */
export const readBody = async (x: Exchange, limit: number, tooLarge: () => Error): Promise<Buffer> => {
  const coding = header(x, "content-encoding")?.trim().toLowerCase() ?? "identity";
  if (coding !== "identity")
    throw new DavError(415, "Send the body without a content coding.", undefined, { "Accept-Encoding": "identity" });
  const declared = header(x, "content-length");
  if (declared !== undefined && Number(declared) > limit) throw tooLarge();
  if (x.request.readableEnded || (declared === "0" && header(x, "transfer-encoding") === undefined)) return Buffer.alloc(0);
  return collect(x.request, limit, tooLarge, { clock: x.engine.clock, seconds: x.limits.bodySeconds });
};

/** UTF-8, or UTF-16 with its mark, as every XML reader must know (XML 1.0 §4.3.3); throws 400 for octets that are neither. */
const decode = (body: Buffer): string => {
  const encoding = body[0] === 0xfe && body[1] === 0xff ? "utf-16be" : body[0] === 0xff && body[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    throw badRequest("The body is neither UTF-8 nor UTF-16.");
  }
};

/** Reads an XML body; nothing when it is empty, 400 when it is not well-formed, 413 when it is too large. */
export const readXmlBody = async (x: Exchange): Promise<XmlElement | undefined> => {
  const body = await readBody(x, x.limits.xmlBytes, () => new DavError(413, `An XML body may have ${x.limits.xmlBytes} octets.`));
  if (body.length === 0) return undefined;
  try {
    return readXml(decode(body));
  } catch (error) {
    if (error instanceof XmlError) throw badRequest(`The body is not acceptable XML: ${error.message}.`);
    throw error;
  }
};
