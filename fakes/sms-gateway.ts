import { type Heard, listen, ProtocolFault, type Said } from "./http-fake.ts";
import { type Kept, Ledger } from "./ledger.ts";

/** An SMS that a gateway took. */
export type GatewayMessage = Kept & { readonly text: string; readonly from: string | undefined };

/** How callers of the gateway must write: as a JSON body, a form body or a query, with an API key in a header. */
export type GatewayStyle = "json" | "form" | "query";

/** A gateway of the common kind: a fixed path, an API key, and an answer of 200 whether it took the SMS or not. */
export type SmsGateway = Ledger<GatewayMessage> & {
  readonly origin: string;
  readonly apiKey: string;
  /** Answers 200 with a refusal inside, as many gateways do. */
  refuseInside(refusing: boolean): void;
  close(): Promise<void>;
};

const FIELDS = ["destination", "message", "ref"];

const read = (style: GatewayStyle, { url, headers, body }: Heard): Record<string, unknown> => {
  const type = headers["content-type"] ?? "";
  if (style === "query") return Object.fromEntries(url.searchParams);
  if (style === "form") {
    if (type !== "application/x-www-form-urlencoded") throw new ProtocolFault(`content type ${type}`);
    return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  }
  if (!type.startsWith("application/json")) throw new ProtocolFault(`content type ${type}`);
  return JSON.parse(body.toString("utf8")) as Record<string, unknown>;
};

/** Starts a gateway on loopback that takes SMS in one style and drops a second with the same `ref`. */
export const startSmsGateway = async (style: GatewayStyle = "json"): Promise<SmsGateway> => {
  const ledger = new Ledger<GatewayMessage>();
  const apiKey = "kunci-rahasia-gerbang";
  let refusing = false;

  const handle = (heard: Heard): Said<GatewayMessage> => {
    if (heard.url.pathname !== "/api/v2/send") throw new ProtocolFault(`no such path ${heard.url.pathname}`, 404);
    if (heard.method !== (style === "query" ? "GET" : "POST")) throw new ProtocolFault(`method ${heard.method}`, 405);
    if (heard.headers["x-api-key"] !== apiKey) return { answer: { status: 401, body: "bad key" } };
    const fields = read(style, heard);
    for (const name of FIELDS)
      if (typeof fields[name] !== "string" || fields[name] === "") throw new ProtocolFault(`field ${name} is missing`);
    const strange = Object.keys(fields).filter((name) => ![...FIELDS, "sender"].includes(name));
    if (strange.length > 0) throw new ProtocolFault(`unknown fields ${strange.join(", ")}`);
    if (!/^\d{8,15}$/.test(String(fields["destination"]))) throw new ProtocolFault(`destination ${String(fields["destination"])}`);
    if (refusing) return { answer: { status: 200, body: JSON.stringify({ status: "ERROR", detail: "saldo habis" }) } };
    const message = { key: fields["ref"], to: fields["destination"], text: fields["message"], from: fields["sender"] } as GatewayMessage;
    return {
      message,
      answer: (isNew) => ({ status: 200, body: JSON.stringify({ status: "OK", data: { id: `g-${message.key}`, isNew } }) }),
    };
  };

  const listening = await listen(ledger, handle);
  return Object.assign(ledger, {
    origin: listening.origin,
    apiKey,
    refuseInside: (yes: boolean) => void (refusing = yes),
    close: async () => {
      await listening.stop();
      ledger.settle("SMS gateway");
    },
  });
};
