import type { AddressInfo } from "node:net";
import type { SMTPServerDataStream, SMTPServerSession } from "smtp-server";
import type { Logger } from "#kernel/log/log.ts";
import type { Intake } from "./intake.ts";
import type { Pace } from "./pace.ts";
import { MOST_MAIL_BYTES } from "./read.ts";

const MOST_CLIENTS = 50;
const MOST_CLIENTS_OF_ONE = 20;
const MOST_RECIPIENTS = 100;
/** What all clients together may be sending at once; the next one is asked to come back. */
const MOST_BYTES_AT_ONCE = 4 * MOST_MAIL_BYTES;
const SLOWEST_GOODBYE_MS = 5_000;

/** The running mail door. */
export type MailDoor = { port: number; close(): Promise<void> };

/** What the door stands on. */
export type MailDoorParts = {
  host: string;
  port: number;
  log: Logger;
  /** True for the desk's own addresses; asked anew for each recipient, so that a change holds at once. */
  accepts: (address: string) => boolean;
  pace: Pace;
  take: Intake;
};

const reply = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

/** Reads mails, bounded together; what is too long is read to its end and thrown away, since the client hears why only then. */
const openReader = () => {
  let together = 0;
  return async (stream: SMTPServerDataStream): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    let size = 0;
    let crowded = false;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > MOST_MAIL_BYTES || crowded) continue;
        crowded = together + chunk.length > MOST_BYTES_AT_ONCE;
        if (crowded) continue;
        together += chunk.length;
        chunks.push(chunk);
      }
      if (size > MOST_MAIL_BYTES || stream.sizeExceeded) throw reply(552, "5.3.4 The mail is too large");
      if (crowded) throw reply(452, "4.3.1 Too much at once; please try again");
      return Buffer.concat(chunks);
    } finally {
      together -= chunks.reduce((sum, { length }) => sum + length, 0);
    }
  };
};

/**
 * Listens for mail to the desk (RFC 5321). Says "taken" only once the message is safely stored; when the database is away it
 * says "try again". Takes mail for the desk's own addresses and nobody else's, so it cannot be used as a relay.
 */
export const openMailDoor = async (parts: MailDoorParts): Promise<MailDoor> => {
  const { log, accepts, take, pace } = parts;
  const clients = new Map<string, number>();
  const read = openReader();
  const receive = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession) => {
    const raw = await read(stream);
    return take(raw, { from: envelope.mailFrom ? envelope.mailFrom.address : "", to: envelope.rcptTo.map(({ address }) => address) });
  };
  /** Answers an error the client's way: what it did is said to it, what happened here is logged and it is asked to try again. */
  const answer = (error: unknown): Error => {
    if ((error as { responseCode?: number }).responseCode) return error as Error;
    log.error({ error: error instanceof Error ? error.stack : String(error) }, "a mail could not be taken");
    return reply(451, "4.3.0 Not stored; please try again");
  };
  const { SMTPServer } = await import("smtp-server");
  const server = new SMTPServer({
    banner: "Kerani",
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MOST_MAIL_BYTES,
    maxClients: MOST_CLIENTS,
    socketTimeout: 60_000,
    closeTimeout: SLOWEST_GOODBYE_MS,
    logger: false,
    disableReverseLookup: true,
    onConnect({ remoteAddress }, done) {
      const count = (clients.get(remoteAddress) ?? 0) + 1;
      clients.set(remoteAddress, count);
      done(count > MOST_CLIENTS_OF_ONE ? reply(421, "4.7.0 Too many connections from there") : null);
    },
    onClose({ remoteAddress }) {
      const left = (clients.get(remoteAddress) ?? 1) - 1;
      if (left > 0) clients.set(remoteAddress, left);
      else clients.delete(remoteAddress);
    },
    onMailFrom({ address }, { remoteAddress }, done) {
      pace(address, remoteAddress).then(
        (fine) => done(fine ? null : reply(450, "4.7.1 Too much mail; please try again later")),
        (error: unknown) => done(answer(error)),
      );
    },
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= MOST_RECIPIENTS) return done(reply(452, "4.5.3 Too many recipients"));
      return accepts(address.toLowerCase()) ? done() : done(reply(550, "5.1.1 Nobody of that address here"));
    },
    onData(stream, session, done) {
      receive(stream, session).then(
        (outcome) => done(null, `2.0.0 ${outcome}`),
        (error: unknown) => done(answer(error)),
      );
    },
  });
  // A client that breaks off is its own affair; without a listener Node would stop the process.
  server.on("error", (error) => log.warn({ error: error.message }, "a mail client broke off"));
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(parts.port, parts.host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
