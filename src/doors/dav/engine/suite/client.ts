import { Agent, createServer, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { XMLValidator } from "fast-xml-parser";
import type { XmlElement } from "../xml/element.ts";
import { createDavHandler, type DavOptions } from "../handler.ts";
import { dav } from "../names.ts";
import { child, childText, children, elements, text } from "../xml/element.ts";
import { readXml } from "../xml/reader.ts";
import type { Backend, Viewer } from "../backend.ts";

/** What came back. */
export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** One response of a multistatus: its status when it has one, and its properties by Clark key. */
export type Response = {
  readonly status: number | undefined;
  readonly error: XmlElement | undefined;
  readonly props: ReadonlyMap<string, { readonly status: number; readonly element: XmlElement }>;
};

/** A multistatus taken apart. */
export type Multistatus = { readonly responses: ReadonlyMap<string, Response>; readonly syncToken: string | undefined };

/** How a request is sent. */
export type Sent = { readonly as?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer };

/** A client of one running handler that speaks plain HTTP/1.1 over loopback and looks at every reply with suspicion. */
export type Client = {
  readonly url: string;
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  close(): Promise<void>;
};

/** The password of everybody in the suite. */
export const PASSWORD = "secret";

/** How the suite signs in: any name, one password. */
const signIn =
  (viewer: (id: string) => Viewer): NonNullable<DavOptions["authenticate"]> =>
  async (request) => {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const [user, password] = Buffer.from(basic ?? "", "base64")
      .toString("utf8")
      .split(":");
    return user && password === PASSWORD ? viewer(decodeURIComponent(user)) : undefined;
  };

/** The Authorization header that the suite's server takes. */
export const credentials = (user: string): string => `Basic ${Buffer.from(`${user}:${PASSWORD}`).toString("base64")}`;

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));

const exchange = (url: URL, agent: Agent, method: string, path: string, { as = "alice", headers = {}, body }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = {
      ...(as === "" ? {} : { authorization: credentials(as) }),
      ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      ...headers,
    };
    const outgoing = ask({ host: url.hostname, port: url.port, path, method, agent, headers: sent }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode!,
          headers: incoming.headers as Record<string, string>,
          body: Buffer.concat(parts).toString("utf8"),
        }),
      );
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

const suspicious = (method: string, path: string, answer: Answer): void => {
  const what = `${method} ${path} -> ${answer.status}`;
  if (answer.status >= 500 && answer.status !== 501 && answer.status !== 502 && answer.status !== 507)
    throw new Error(`${what}: ${answer.body}`);
  if (/xml/.test(answer.headers["content-type"] ?? "") && answer.body !== "" && XMLValidator.validate(answer.body) !== true)
    throw new Error(`${what}: not well-formed: ${answer.body.slice(0, 500)}`);
};

/** Starts a server for a backend and a client of it. A reply of 5xx or one that is not well-formed XML fails the test. */
export const startClient = async (
  backend: Backend,
  options: Pick<DavOptions, "clock"> & Partial<DavOptions>,
  viewer = (id: string): Viewer => ({ principal: id }),
): Promise<Client> => {
  let bug: unknown;
  const authenticate = signIn(viewer);
  const handler = createDavHandler(backend, {
    base: "/dav/",
    authenticate,
    origin: () => url,
    onBug: (error) => (bug = error),
    ...options,
  });
  const server = createServer((request, response) => void handler(request, response));
  const url = await listen(server);
  const agent = new Agent({ keepAlive: true });
  return {
    url,
    send: async (method, path, sent = {}) => {
      const answer = await exchange(new URL(url), agent, method, path, sent);
      const failure = bug;
      bug = undefined;
      if (failure) throw failure;
      suspicious(method, path, answer);
      return answer;
    },
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const statusOf = (element: XmlElement): number | undefined => {
  const status = childText(element, dav("status"));
  return status === undefined ? undefined : Number(/^HTTP\/1\.1 (\d{3}) /.exec(status)![1]);
};

const readResponse = (element: XmlElement): Response => {
  const props = new Map<string, { status: number; element: XmlElement }>();
  for (const propstat of children(element, dav("propstat")))
    for (const prop of elements(child(propstat, dav("prop"))!)) props.set(prop.key, { status: statusOf(propstat)!, element: prop });
  return { status: statusOf(element), error: child(element, dav("error")), props };
};

/** Takes a 207 apart; throws when it is none. */
export const multistatusOf = (answer: Answer): Multistatus => {
  if (answer.status !== 207) throw new Error(`expected 207, got ${answer.status}: ${answer.body}`);
  const root = readXml(answer.body);
  const responses = children(root, dav("response")).map((each) => [decodeURI(childText(each, dav("href"))!), readResponse(each)] as const);
  return { responses: new Map(responses), syncToken: childText(root, dav("sync-token")) };
};

/** The text of a property that was found, or nothing. */
export const found = (response: Response | undefined, key: string): string | undefined => {
  const prop = response?.props.get(key);
  return prop?.status === 200 ? text(prop.element) : undefined;
};

/** The addresses inside a property that was found. */
export const foundHrefs = (response: Response | undefined, key: string): string[] => {
  const prop = response?.props.get(key);
  return prop?.status === 200 ? children(prop.element, dav("href")).map((each) => decodeURI(text(each))) : [];
};

/** The keys of the child elements of a property that was found. */
export const foundElements = (response: Response | undefined, key: string): string[] => {
  const prop = response?.props.get(key);
  return prop?.status === 200 ? elements(prop.element).map((each) => each.key) : [];
};

/** The conditions inside an error body. */
export const conditions = (answer: Answer): string[] => elements(readXml(answer.body)).map((each) => each.key);
