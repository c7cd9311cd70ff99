import type { Actor } from "#kernel/actor/actor.ts";
import { startSmtpMailbox, type SmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { staff, type Part } from "./cast.ts";

/** Somebody of the office. */
export type Colleague = Actor & { id: string };

/** An office with one executive, her assistant, her superior, and two at the desk; mail goes out to a real server. */
export type Office = {
  t: TestHouse;
  box: SmtpMailbox;
  admin: Colleague;
  /** At the desk; takes the messages, and is not told of what she raised herself. */
  sari: Colleague;
  dewi: Colleague;
  ratna: Colleague;
  putri: Colleague;
  bambang: Colleague;
  /** Lets minutes pass one by one and tells who got mail at which minute (UTC). */
  minutes(count: number): Promise<string[]>;
  /** Ends it; throws when a mail came that nobody expected. */
  close(): Promise<void>;
};

/** Opens the office at an instant; everybody has a mailbox and the part given. */
export const openOffice = async (start: string, part: Part = {}): Promise<Office> => {
  const t = await testHouse({ start });
  const box = await startSmtpMailbox({ security: "plain" });
  const admin = await staff(t, "Rina Wulandari", { ...part, role: "administrator", grade: 6, email: undefined, mobile: undefined });
  const [sari, dewi] = [
    await staff(t, "Sari Puspita", { ...part, role: "desk" }),
    await staff(t, "Dewi Anggraini", { ...part, role: "desk" }),
  ];
  const bambang = await staff(t, "Bambang Wirawan", { ...part, grade: 6 });
  const ratna = await staff(t, "Ratna Dewi", { ...part, grade: 5 });
  const putri = await staff(t, "Putri Ayu", part);
  const top = await t.call("post.add", { title: "Direktur Utama" }, admin);
  const post = await t.call("post.add", { title: "Direktur Keuangan", reportsTo: top.id }, admin);
  await t.call("post.fill", { postId: top.id, personId: bambang.id }, admin);
  await t.call("post.fill", { postId: post.id, personId: ratna.id }, admin);
  await t.call("assistant.appoint", { bossId: ratna.id, assistantId: putri.id }, admin);
  await t.call("mail.set", { host: "127.0.0.1", port: box.port, security: "plain", fromAddress: "meja@kantor.test" }, admin);
  await t.house.settings.reload();
  // Which mails come, and when, is what each story asserts.
  box.expects(() => true, Infinity);
  let seen = 0;
  return {
    t,
    box,
    admin,
    sari,
    dewi,
    ratna,
    putri,
    bambang,
    async minutes(count) {
      const told: string[] = [];
      for (let minute = 0; minute <= count; minute++) {
        await (minute === 0 ? t.settle() : t.advance({ minutes: 1 }));
        const now = t.clock.now().toString().slice(11, 16);
        for (; seen < box.messages.length; seen++) told.push(`${now} ${box.messages[seen]?.to.split("@")[0]}`);
      }
      return told;
    },
    async close() {
      await t.tearDown();
      await box.close();
    },
  };
};
