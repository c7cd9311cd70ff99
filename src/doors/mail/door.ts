import { incomingMail, isDeskAddress } from "#kernel/mail/mail-room.ts";
import type { Engine } from "#kernel/jobs/runner.ts";
import { refusal } from "#kernel/errors/refusal.ts";
import type { House } from "../../house.ts";
import type { Questions } from "./answers.ts";
import { openCourtesy } from "./courtesy.ts";
import { openIntake } from "./intake.ts";
import { mailboxEngine } from "./mailbox.ts";
import { openPace } from "./pace.ts";
import { openMailDoor } from "./smtp.ts";

/** Another program listens where the mail door was to be. */
export const mailPortTaken = refusal("MAIL_PORT_TAKEN", "unavailable", {
  id: (port: number) => `Porta surel ${port} dipakai program lain. Pilih porta lain dengan KERANI_SMTP_PORT.`,
  en: (port: number) => `The mail port ${port} is used by another program. Choose another one with KERANI_SMTP_PORT.`,
});
/** The system keeps this port for root. */
export const mailPortForbidden = refusal("MAIL_PORT_FORBIDDEN", "unavailable", {
  id: (port: number) => `Porta surel ${port} hanya untuk root. Pilih porta di atas 1023 dan teruskan surel dari server surat.`,
  en: (port: number) => `The mail port ${port} is for root only. Choose one above 1023 and pass mail on from your mail server.`,
});

/** The ways in for mail: a mailbox that is fetched when one is set, and a door of its own when it is given a port. */
export type MailWays = {
  engine: Engine;
  /** Opens the SMTP door; resolves with its port. */
  listen(host: string, port: number): Promise<number>;
  /** Stops taking; what is under way finishes, bounded in time. */
  close(): Promise<void>;
};

/** Builds the ways in for mail to a house. */
export const openMailWays = (house: House, questions: Questions): MailWays => {
  const { db, clock, pipeline, services, log, settings } = house;
  const courtesy = openCourtesy({ db, services });
  const take = openIntake({ db, pipeline, services, questions, courtesy });
  const engine = mailboxEngine(house, take);
  const doors: { close(): Promise<void> }[] = [];
  return {
    engine,
    async listen(host, port) {
      const accepts = (address: string) => isDeskAddress(settings.get(incomingMail).addresses, address);
      const parts = { host, port, log, accepts, take, pace: openPace(db, clock) };
      const door = await openMailDoor(parts).catch((error: { code?: string }) => {
        if (error.code === "EADDRINUSE") throw mailPortTaken(port);
        throw error.code === "EACCES" ? mailPortForbidden(port) : error;
      });
      doors.push(door);
      return door.port;
    },
    async close() {
      engine.stop();
      await Promise.all(doors.map((door) => door.close()));
      await courtesy.close();
    },
  };
};
