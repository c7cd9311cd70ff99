import { refusal } from "#kernel/errors/refusal.ts";

/** What a gateway's template may name: the number as +62…, as 62…, as 08…, the text, the parcel's key and the sender. */
export const PLACEHOLDERS = ["to", "digits", "local", "text", "key", "sender"] as const;
/** A value for each placeholder. */
export type Values = Record<(typeof PLACEHOLDERS)[number], string>;

/** How a gateway wants its fields: a JSON body, a form body, or in the address. */
export type GatewayEncoding = "json" | "form" | "query";

/** A template that cannot be used. */
export const smsTemplateInvalid = refusal("SMS_TEMPLATE_INVALID", "invalid", {
  id: "Contoh kiriman SMS tidak benar. JSON harus sah; {to}, {digits} atau {local} serta {text} harus ada, dan tidak boleh di nama server atau jalur alamat.",
  en: "The SMS template is not right. JSON must be valid; {to}, {digits} or {local} and {text} must be there, and never in the server's name or path.",
});

/** A request as the gateway wants it. */
export type Filled = { readonly url: string; readonly contentType?: string; readonly body?: string };

const FIELD = new RegExp(`\\{(${PLACEHOLDERS.join("|")})\\}`, "g");
const fillText = (text: string, values: Values): string => text.replace(FIELD, (_whole, name: keyof Values) => values[name]);

const fillParams = (params: URLSearchParams, values: Values): URLSearchParams =>
  new URLSearchParams([...params].map(([name, value]) => [name, fillText(value, values)]));

/** Values are put into strings of a parsed document, so that no text of a person can become part of its structure. */
const fillJson = (value: unknown, values: Values): unknown => {
  if (typeof value === "string") return fillText(value, values);
  if (Array.isArray(value)) return value.map((one) => fillJson(one, values));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fillJson(inner, values)]));
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw smsTemplateInvalid();
  }
};

/** Reads a gateway's address and body template once; the result fills them for each SMS. Refuses what could not work or be unsafe. */
export const readTemplate = (address: string, encoding: GatewayEncoding, body: string): ((values: Values) => Filled) => {
  const url = URL.parse(address);
  if (!url) throw smsTemplateInvalid();
  const named = [encoding === "query" ? "" : body, ...url.searchParams.values()].join(" ");
  const beforeQuery = address.split("?")[0] ?? "";
  if (/\{\w+\}/.test(beforeQuery) || !/\{(to|digits|local)\}/.test(named) || !named.includes("{text}")) throw smsTemplateInvalid();
  const params = new URLSearchParams(url.search);
  const addressFor = (values: Values): string => {
    const filled = new URL(url);
    filled.search = fillParams(params, values).toString();
    return filled.href;
  };
  if (encoding === "query") return (values) => ({ url: addressFor(values) });
  if (encoding === "form") {
    const form = new URLSearchParams(body);
    return (values) => ({
      url: addressFor(values),
      contentType: "application/x-www-form-urlencoded",
      body: fillParams(form, values).toString(),
    });
  }
  const document = readJson(body);
  return (values) => ({ url: addressFor(values), contentType: "application/json", body: JSON.stringify(fillJson(document, values)) });
};
