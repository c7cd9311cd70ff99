import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "#kernel/actor/actor.ts";
import { openLog } from "#kernel/log/log.ts";
import { assemble, type Assembly } from "../../src/assembly.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { DESK_DOMAIN, lacking, PEOPLE_DOMAIN, startPost, type Post } from "./mta.ts";
import { openCorrespondent, type Correspondent } from "./reader.ts";

/** The desk's own address, which the mail server passes on to Kerani. */
export const DESK = `meja@${DESK_DOMAIN}`;
/** The address that Kerani writes from. */
export const SENDER = `kerani@${DESK_DOMAIN}`;

/** A Kerani whose mail goes through a real mail server, a colleague and a caller with real mailboxes. */
export type Office = {
  t: TestHouse;
  post: Post;
  deskPort: number;
  admin: Actor;
  clerk: Actor & { id: string };
  ratna: Correspondent & { id: string };
  joko: Correspondent;
  /** A second process of the same installation. */
  second(): Promise<Assembly>;
  /** Waits until something holds, looking again whenever Kerani says that anything changed. */
  until<R>(look: () => Promise<R | undefined>): Promise<R>;
  close(): Promise<void>;
};

const untilOf =
  ({ house }: TestHouse): Office["until"] =>
  async (look) => {
    for (;;) {
      const changed = Promise.withResolvers<void>();
      const stop = house.live.subscribe(() => changed.resolve());
      try {
        const found = await look();
        if (found !== undefined) return found;
        await changed.promise;
      } finally {
        stop();
      }
    }
  };

/** Opens the office; `more` are further mailboxes. Fails with what to install where the machine has no mail servers. */
export const openOffice = async (more: readonly string[] = []): Promise<Office> => {
  const missing = lacking();
  if (missing) throw new Error(missing);
  const folder = await mkdtemp(join(tmpdir(), "kerani-post-"));
  // The servers do not run as whoever runs the test.
  await chmod(folder, 0o755);
  const shared = { key: randomBytes(32), filesDir: join(folder, "files") };
  const t = await testHouse(shared);
  const admin = await t.actor("Wulan", { role: "administrator", grade: 6 });
  const clerk = await t.staff("Sari Puspita");
  const { id } = await t.staff("Ratna Dewi", { role: "staff", email: `ratna@${PEOPLE_DOMAIN}` });
  const deskPort = await t.mail.listen("127.0.0.1", 0);
  const post = await startPost(folder, deskPort, ["ratna", "joko", ...more]);
  await t.call("mail.receive", { addresses: [DESK, SENDER] }, admin);
  await t.call("mail.set", { host: "127.0.0.1", port: post.smtpPort, security: "plain", fromAddress: SENDER }, admin);
  await t.house.settings.reload();
  const ratna = Object.assign(await openCorrespondent(post, "ratna", "Ratna Dewi"), { id });
  const joko = await openCorrespondent(post, "joko", "Joko Widagdo");
  const again = { clock: t.clock, url: () => "http://kerani.test", setUpCode: "code-of-the-test", background: false, poolSize: 4 };
  return {
    t,
    post,
    deskPort,
    admin,
    clerk,
    ratna,
    joko,
    second: () => assemble({ ...shared, ...again, databaseUrl: t.databaseUrl, log: openLog("silent") }),
    until: untilOf(t),
    async close() {
      await ratna.close();
      await joko.close();
      await post.close();
      await t.tearDown();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
