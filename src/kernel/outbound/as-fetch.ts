import type { Outbound } from "./outbound.ts";

const NO_BODY = new Set([204, 205, 304]);

/** The guarded way out in the shape of the web's `fetch`, for libraries that take one. Follows no redirect. */
export const asFetch =
  (outbound: Outbound): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
    const answer = await outbound.fetch({
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      signal: request.signal,
      ...(body ? { body } : {}),
    });
    return new Response(NO_BODY.has(answer.status) ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
  };
