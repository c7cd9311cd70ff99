import type { Exchange, Reply } from "../exchange.ts";
import type { Ref } from "../ref.ts";
import { notFound } from "../errors.ts";
import { isNotModified, readConditions } from "../http/conditions.ts";
import { encodeSegment } from "../address.ts";

const MEDIA_TYPE = /^[\w.+-]{1,64}\/[\w.+-]{1,64}(?:\s*;\s*charset=[\w-]{1,32})?$/i;

/** A media type that may stand in a header; anything else is octets. */
export const safeType = (type: string): string => (MEDIA_TYPE.test(type.trim()) ? type.trim() : "application/octet-stream");

/** GET of an attached file. It is what somebody uploaded: no browser may run it in the name of this site. */
export const getAttachment = async (x: Exchange, ref: Ref & { kind: "attachment" }): Promise<Reply> => {
  const file = await x.backend.attachment?.(x.viewer, ref.owner, ref.managedId);
  if (!file) throw notFound();
  const headers = {
    ETag: `"${file.etag}"`,
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeSegment(file.name)}`,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-cache",
  };
  if (isNotModified(readConditions(x), { etag: file.etag })) return { status: 304, headers };
  return { status: 200, headers, type: safeType(file.type), body: file.bytes };
};
