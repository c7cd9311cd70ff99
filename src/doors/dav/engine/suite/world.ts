import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { Clock } from "#kernel/clock/clock.ts";
import type { Backend, Viewer } from "../backend.ts";
import type { DavOptions } from "../handler.ts";
import { startClient, type Answer, type Client, type Sent } from "./client.ts";

/** Somebody whom the suite acts as. */
export type Person = { readonly id: string; readonly address: string; readonly name: string };

/** What a backend brings to the suite: people with both homes, empty but for what the backend always puts there. */
export type SuiteBackend = {
  readonly backend: Backend;
  readonly clock: Clock;
  /** Three people who have shared nothing with each other. */
  readonly alice: Person;
  readonly bob: Person;
  readonly carol: Person;
  /** A room with a calendar. */
  readonly room: Person;
  readonly options?: Partial<DavOptions>;
  /** The viewer that a person signs in as; by default just the principal. */
  viewer?(id: string): Viewer;
  close?(): Promise<void>;
};

/** What the suite's tests work with. */
export type World = Omit<SuiteBackend, "close"> & {
  readonly client: Client;
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** Makes a calendar or an address book of somebody and answers its address. */
  calendar(of?: Person, body?: string): Promise<string>;
  book(of?: Person): Promise<string>;
};

const XML = '<?xml version="1.0" encoding="utf-8"?>';
const SPACES =
  'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CR="urn:ietf:params:xml:ns:carddav" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"';

/** An XML request body: the name and content of its root, with the prefixes D, C, CR, CS and A declared. */
export const xml = (root: string, content: string, attributes = ""): string => `${XML}<${root} ${SPACES}${attributes}>${content}</${root}>`;

/** A PROPFIND body for these properties, prefixed names such as `D:getetag`. */
export const props = (...names: string[]): string => xml("D:propfind", `<D:prop>${names.map((name) => `<${name}/>`).join("")}</D:prop>`);

const must = (answer: Answer, status: number): void => {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.body}`);
};

const start = async (make: () => Promise<SuiteBackend>): Promise<World & { stop(): Promise<void> }> => {
  const { close, ...given } = await make();
  const client = await startClient(given.backend, { clock: given.clock, ...given.options }, given.viewer);
  const send: World["send"] = (method, path, sent = {}) => client.send(method, path, { as: given.alice.id, ...sent });
  return {
    ...given,
    client,
    send,
    calendar: async (of = given.alice, body) => {
      const path = `/dav/calendars/${of.id}/${randomUUID()}/`;
      must(await send("MKCALENDAR", path, { as: of.id, body }), 201);
      return path;
    },
    book: async (of = given.alice) => {
      const path = `/dav/addressbooks/${of.id}/${randomUUID()}/`;
      must(await send("MKCOL", path, { as: of.id }), 201);
      return path;
    },
    stop: async () => {
      await client.close();
      await close?.();
    },
  };
};

/** Starts one world for the tests of a block, and ends it after them. */
export const useWorld = (make: () => Promise<SuiteBackend>): World => {
  let running: Awaited<ReturnType<typeof start>> | undefined;
  beforeAll(async () => {
    running = await start(make);
  });
  afterAll(() => running?.stop());
  return new Proxy({} as World, { get: (_target, name) => Reflect.get(running!, name) });
};

/** The path of an object. */
export const at = (collection: string, name: string): string => collection + name;
