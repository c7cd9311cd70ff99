import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Logger } from "#kernel/log/log.ts";
import { MOST_MAIL_BYTES } from "./read.ts";
import type { takeMail } from "./intake.ts";

const MOST_CLIENTS = 50;
const MOST_RECIPIENTS = 100;

/** The running mail door. */
export type MailDoor = { port: number; close(): Promise<void> };

const reply = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

const read = async (stream: SMTPServerDataStream): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    // What is too long is read to its end and thrown away: the client hears why only after its last line.
    if (size <= MOST_MAIL_BYTES) chunks.push(chunk as Buffer);
  }
  if (size > MOST_MAIL_BYTES || stream.sizeExceeded) throw reply(552, "5.3.4 The mail is too large");
  return Buffer.concat(chunks);
};

/**
 * Listens for mail to the desk (RFC 5321). Says "taken" only once the message is safely stored; when the database is away it
 * says "try again". Takes mail for the desk's own addresses and nobody else's, so it cannot be used as a relay.
 */
export const openMailDoor = async (parts: {
  host: string;
  port: number;
  log: Logger;
  accepts: (address: string) => boolean;
  take: ReturnType<typeof takeMail>;
}): Promise<MailDoor> => {
  const { log, accepts, take } = parts;
  const server = new SMTPServer({
    banner: "Kerani",
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MOST_MAIL_BYTES,
    maxClients: MOST_CLIENTS,
    socketTimeout: 60_000,
    logger: false,
    disableReverseLookup: true,
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= MOST_RECIPIENTS) return done(reply(452, "4.5.3 Too many recipients"));
      return accepts(address.toLowerCase()) ? done() : done(reply(550, "5.1.1 Nobody of that address here"));
    },
    onData(stream, session, done) {
      receive(stream, session).then(
        (outcome) => done(null, `2.0.0 ${outcome}`),
        (error: unknown) => {
          const { responseCode } = error as { responseCode?: number };
          if (responseCode) return done(error as Error);
          log.error({ error: error instanceof Error ? error.stack : String(error) }, "a mail could not be taken");
          return done(reply(451, "4.3.0 Not stored; please try again"));
        },
      );
    },
  });
  const receive = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession) => {
    const raw = await read(stream);
    return take(raw, { from: envelope.mailFrom ? envelope.mailFrom.address : "", to: envelope.rcptTo.map(({ address }) => address) });
  };
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
