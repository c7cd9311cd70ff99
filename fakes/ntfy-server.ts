import { randomBytes } from "node:crypto";
import { type Heard, listen, ProtocolFault, type Said } from "./http-fake.ts";
import { type Kept, Ledger } from "./ledger.ts";

/** A button below a notification. */
export type NtfyAction = { readonly action: string; readonly label: string; readonly url: string; readonly clear?: boolean };

/** A notification; `to` is the topic, `key` its sequence id or, without one, a fresh id. */
export type NtfyMessage = Kept & {
  readonly title: string;
  readonly message: string;
  readonly priority: number;
  readonly click: string | undefined;
  readonly actions: readonly NtfyAction[];
  readonly tags: readonly string[];
};

/** An ntfy server whose topics may be written with one token only. */
export type NtfyServer = Ledger<NtfyMessage> & { readonly origin: string; readonly token: string; close(): Promise<void> };

const FIELDS = new Set(["topic", "title", "message", "priority", "click", "actions", "tags", "sequence_id", "markdown", "icon"]);
const NAME = /^[-_A-Za-z0-9]{1,64}$/;
const isWebAddress = (text: unknown): boolean => typeof text === "string" && /^https?:$/.test(URL.parse(text)?.protocol ?? "");

const check = (body: Record<string, unknown>): void => {
  const strange = Object.keys(body).filter((name) => !FIELDS.has(name));
  if (strange.length > 0) throw new ProtocolFault(`unknown fields ${strange.join(", ")}`);
  const { topic, message, priority = 3, click, sequence_id: sequence, actions = [] } = body;
  if (!NAME.test(String(topic))) throw new ProtocolFault(`topic ${String(topic)}`);
  if (sequence !== undefined && !NAME.test(String(sequence))) throw new ProtocolFault(`sequence id ${String(sequence)}`);
  // Beyond this a server turns the text into an attached file.
  if (typeof message !== "string" || Buffer.byteLength(message) > 4096)
    throw new ProtocolFault("the message is missing or longer than 4096 bytes");
  if (![1, 2, 3, 4, 5].includes(priority as number)) throw new ProtocolFault(`priority ${String(priority)}`);
  if (click !== undefined && !isWebAddress(click)) throw new ProtocolFault("click is not a web address");
  const list = actions as NtfyAction[];
  if (list.length > 3) throw new ProtocolFault("more than three actions");
  if (list.some((one) => one.action !== "view" || !one.label || !isWebAddress(one.url))) throw new ProtocolFault("an action is malformed");
};

/** Starts an ntfy server on loopback that takes JSON at its root and keeps one notification for each sequence id. */
export const startNtfyServer = async (): Promise<NtfyServer> => {
  const ledger = new Ledger<NtfyMessage>();
  const token = `tk_${randomBytes(15).toString("hex").slice(0, 29)}`;

  const handle = ({ method, url, headers, body }: Heard): Said<NtfyMessage> => {
    if (url.pathname !== "/" || method !== "POST") throw new ProtocolFault(`${method} ${url.pathname}`, 404);
    const refusal = { code: 40101, http: 401, error: "unauthorized" };
    if (headers["authorization"] !== `Bearer ${token}`) return { answer: { status: 401, body: JSON.stringify(refusal) } };
    const sent = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
    check(sent);
    const id = randomBytes(9).toString("base64url");
    const message: NtfyMessage = {
      key: String(sent["sequence_id"] ?? id),
      to: String(sent["topic"]),
      title: String(sent["title"] ?? ""),
      message: String(sent["message"]),
      priority: Number(sent["priority"] ?? 3),
      click: sent["click"] as string | undefined,
      actions: (sent["actions"] ?? []) as NtfyAction[],
      tags: (sent["tags"] ?? []) as string[],
    };
    const answer = JSON.stringify({ id, time: 1_700_000_000, event: "message", topic: message.to, message: message.message });
    return { message, answer: { status: 200, headers: { "content-type": "application/json" }, body: answer } };
  };

  const listening = await listen(ledger, handle);
  return Object.assign(ledger, {
    origin: listening.origin,
    token,
    close: async () => {
      await listening.stop();
      ledger.settle("ntfy");
    },
  });
};
