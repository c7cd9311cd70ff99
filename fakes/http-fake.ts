import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Behaviour, Kept, Ledger } from "./ledger.ts";

/** A request as a fake sees it; header names in lower case. */
export type Heard = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** An answer, and the message that the request carried unless it only asked something. `answer` may depend on whether it is a copy. */
export type Said<M> = {
  readonly message?: M;
  readonly answer: Answer | ((isNew: boolean) => Answer);
};
/** A status, headers and a body. */
export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** Thrown by a fake when the caller breaks the protocol; answered with `status` and remembered as a fault. */
export class ProtocolFault extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** A listening fake. */
export type Listening = { readonly origin: string; stop(): Promise<void> };

const LARGEST_BODY = 4 * 1024 * 1024;
// Neither HTTP nor JSON nor anything else.
const GARBAGE = '\u0000\u0001 tidak karuan {"]';

const hear = async (request: http.IncomingMessage, origin: string): Promise<Heard> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BODY) throw new ProtocolFault("the body is larger than any service takes", 413);
    parts.push(part);
  }
  return {
    method: request.method ?? "",
    url: new URL(request.url ?? "/", origin),
    headers: Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(", ")])),
    body: Buffer.concat(parts),
  };
};

const answer = (response: http.ServerResponse, { status, headers = {}, body = "" }: Answer): void => {
  response.writeHead(status, headers).end(body);
};

const play = <M extends Kept>(behaviour: Behaviour, said: Said<M>, ledger: Ledger<M>, response: http.ServerResponse): void => {
  const take = (): Answer => {
    const isNew = said.message ? ledger.take(said.message) : true;
    return typeof said.answer === "function" ? said.answer(isNew) : said.answer;
  };
  if (behaviour === "ok") return answer(response, take());
  if (typeof behaviour === "object" && "slowMs" in behaviour) {
    const reply = take();
    setTimeout(() => answer(response, reply), behaviour.slowMs);
    return;
  }
  if (behaviour === "lose-answer") {
    take();
    response.destroy();
    return;
  }
  if (said.message) ledger.turnAway(said.message);
  if (behaviour === "drop") response.destroy();
  else if (behaviour === "garbage") answer(response, { status: 200, headers: { "content-type": "application/json" }, body: GARBAGE });
  else if (behaviour !== "hang") answer(response, behaviour);
};

/** Listens on a free loopback port; `handle` reads each request, throwing ProtocolFault for one that the real service would refuse. */
export const listen = async <M extends Kept>(
  ledger: Ledger<M>,
  handle: (heard: Heard) => Said<M> | Promise<Said<M>>,
  tls?: { cert: string; key: string },
): Promise<Listening> => {
  let origin = "";
  const serve = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    try {
      const said = await handle(await hear(request, origin));
      play(ledger.nextBehaviour(), said, ledger, response);
    } catch (error) {
      // A caller that hung up was either told to or will show up as a message that never came.
      if (request.destroyed && !request.complete) return;
      ledger.fault(`${request.method} ${request.url}: ${(error as Error).message}`);
      answer(response, { status: error instanceof ProtocolFault ? error.status : 500, body: (error as Error).message });
    }
  };
  const onRequest = (request: http.IncomingMessage, response: http.ServerResponse) => void serve(request, response);
  const server = tls ? https.createServer(tls, onRequest) : http.createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `${tls ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
