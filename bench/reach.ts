import { request } from "node:http";
import { theClerk } from "#kernel/actor/actor.ts";
import { raise } from "#kernel/attention/attention.ts";
import { newId } from "#kernel/ids/id.ts";
import { enrolStaff } from "#duties/people/index.ts";
import { startSmsGateway, type SmsGateway } from "#fakes/sms-gateway.ts";
import { percentile } from "./load.ts";
import { openScratch, type Scratch } from "./scratch.ts";
import { ms, perSecond, share, type Part } from "./table.ts";

const ITEMS = 1000;
const PEOPLE = 50;
const AT_ONCE = 32;

const heardBy = (gateway: SmsGateway): bigint[] => {
  const times: bigint[] = [];
  const take = gateway.take.bind(gateway);
  gateway.take = (message) => {
    times.push(process.hrtime.bigint());
    return take(message);
  };
  return times;
};

const setUp = async ({ house }: Scratch, gateway: SmsGateway): Promise<string[]> => {
  const wish = {
    url: `${gateway.origin}/api/v2/send`,
    encoding: "json",
    headers: { "X-Api-Key": gateway.apiKey },
    body: '{"destination":"{digits}","message":"{text}","ref":"{key}"}',
    accepted: { field: "status", values: ["OK"] },
    inside: true,
  };
  await house.pipeline.call("channel.set", { channel: "sms", gateway: wish }, { actor: theClerk("cli") });
  await house.settings.reload();
  return house.pipeline.asSystem("bench.enrol", async (work) => {
    const ids: string[] = [];
    for (let nth = 0; nth < PEOPLE; nth++) {
      const usual = { role: "staff", grade: 3, language: "id", timeZone: "Asia/Jakarta" } as const;
      ids.push(await enrolStaff(work, { ...usual, name: `Pegawai ${nth}`, mobile: `+62812${String(30_000_000 + nth)}` }));
    }
    return ids;
  });
};

const raiseOne = ({ house }: Scratch, owner: string): Promise<string> =>
  house.pipeline.asSystem("bench.raise", (work) =>
    raise(work, {
      kind: "message",
      subject: { type: "message", id: newId() },
      title: { id: "Air masuk ke gudang", en: "Water in the warehouse" },
      owner: { kind: "person", id: owner },
      urgency: "emergency",
    }),
  );

/** The same calls by a program that does nothing else: what the channel and this machine allow. */
const bareCalls = async (): Promise<number> => {
  const gateway = await startSmsGateway();
  gateway.expects(() => true, ITEMS);
  let left = ITEMS;
  const call = (nth: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "x-api-key": gateway.apiKey };
      request(`${gateway.origin}/api/v2/send`, { method: "POST", headers }, (response) => response.resume().once("end", resolve))
        .once("error", reject)
        .end(JSON.stringify({ destination: "6281230000000", message: "Air masuk ke gudang", ref: `r${nth}` }));
    });
  const begun = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left > 0) await call(left--);
    }),
  );
  const time = Number(process.hrtime.bigint() - begun) / 1e6;
  await gateway.close();
  return time;
};

const calledFor = async (scratch: Scratch, gateway: SmsGateway, people: string[], items: number): Promise<number[]> => {
  const heard = heardBy(gateway);
  gateway.expects(() => true, items);
  const already = gateway.messages.length;
  const begun = process.hrtime.bigint();
  await Promise.all(Array.from({ length: items }, (_, nth) => raiseOne(scratch, people[nth % people.length] as string)));
  while (gateway.messages.length < already + items && gateway.faults.length === 0) await gateway.change();
  return heard.map((at) => Number(at - begun) / 1e6);
};

/** From raising an item to the channel that is called for it: one alone, and a thousand at once. */
export const reach: Part = async (report) => {
  const limit = await bareCalls();
  const scratch = await openScratch();
  const gateway = await startSmsGateway();
  try {
    const people = await setUp(scratch, gateway);
    await calledFor(scratch, gateway, people, 20);
    const alone: number[] = [];
    for (let nth = 0; nth < 20; nth++) alone.push(...(await calledFor(scratch, gateway, people, 1)).slice(0, 1));
    report.line({ what: "raise → SMS gateway called, one item, p99", figure: ms(percentile(alone, 0.99)) });
    const crowd = await calledFor(scratch, gateway, people, ITEMS);
    const last = percentile(crowd, 1);
    report.line({
      what: `raise → SMS gateway called, ${ITEMS.toLocaleString("en")} at once, p99`,
      figure: ms(percentile(crowd, 0.99)),
      limit: `${ms(limit)} the calls alone: ${share(limit, last)}`,
      note: `each of them durably written down before and after its call: ${perSecond((ITEMS * 1000) / last)}`,
    });
  } finally {
    await scratch.close();
    await gateway.close();
  }
};
