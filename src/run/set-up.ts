import { readFile } from "node:fs/promises";
import { Option, type Command } from "commander";
import type { Caller } from "#doors/cli/callers.ts";
import type { Lang } from "#kernel/i18n/text.ts";

/** What set-up asks for, each by a flag or by its variable. */
type Wish = {
  company: string;
  timezone: string;
  language: string;
  adminEmail: string;
  adminName: string;
  logo?: string;
  mail?: string;
  mailFrom?: string;
  dutiesOff?: string;
};

const PORTS: Record<string, number> = { "smtps:": 465, "smtp:": 587, "smtp+plain:": 25 };
const SECURITIES: Record<string, string> = { "smtps:": "tls", "smtp:": "starttls", "smtp+plain:": "plain" };

/** Outgoing mail from `smtps://user:password@host:port` (TLS), `smtp://` (STARTTLS) or `smtp+plain://`; throws what is wrong with it. */
export const mailFromUrl = (url: string, fromAddress: string | undefined): Record<string, unknown> => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !SECURITIES[parsed.protocol] || !parsed.hostname)
    throw new Error("KERANI_MAIL / --mail: smtps://user:password@host, smtp://… (STARTTLS) or smtp+plain://… is expected");
  const user = decodeURIComponent(parsed.username);
  const from = fromAddress ?? (user.includes("@") ? user : undefined);
  if (!from) throw new Error("KERANI_MAIL_FROM / --mail-from: the sender's address is missing");
  return {
    host: parsed.hostname,
    port: Number(parsed.port) || PORTS[parsed.protocol],
    security: SECURITIES[parsed.protocol],
    ...(user ? { user } : {}),
    ...(parsed.password ? { password: decodeURIComponent(parsed.password) } : {}),
    fromAddress: from,
  };
};

const inputFrom = async (wish: Wish, adminPassword: string): Promise<Record<string, unknown>> => {
  const { company, timezone: timeZone, language, adminEmail, adminName, logo, mail, mailFrom, dutiesOff } = wish;
  return {
    company,
    timeZone,
    language,
    adminEmail,
    adminName,
    adminPassword,
    ...(logo ? { logo: await readFile(logo, "base64") } : {}),
    ...(mail ? { mail: mailFromUrl(mail, mailFrom) } : {}),
    ...(dutiesOff ? { dutiesOff: dutiesOff.split(",").map((name) => name.trim()) } : {}),
  };
};

/** Adds `setup` with its flags, each of which may come from the environment instead. */
export const addSetUp = (program: Command, lang: Lang, run: (wish: Wish & { json?: boolean }) => Promise<void>): void => {
  const say = (id: string, en: string) => (lang === "id" ? id : en);
  const flag = (flags: string, variable: string, id: string, en: string) => new Option(flags, say(id, en)).env(variable);
  program
    .command("setup")
    .description(
      say(
        "Menyiapkan Kerani tanpa peramban; kata sandi dari masukan standar atau KERANI_ADMIN_PASSWORD",
        "Set Kerani up without a browser; the password comes from standard input or KERANI_ADMIN_PASSWORD",
      ),
    )
    .addOption(flag("--company <name>", "KERANI_COMPANY", "nama perusahaan", "the company's name").makeOptionMandatory())
    .addOption(flag("--timezone <zone>", "KERANI_TIMEZONE", "zona waktu IANA", "IANA time zone").default("Asia/Jakarta"))
    .addOption(flag("--language <language>", "KERANI_LANGUAGE", "id | en", "id | en").default("id"))
    .addOption(flag("--admin-email <email>", "KERANI_ADMIN_EMAIL", "surel pengurus", "administrator's e-mail").makeOptionMandatory())
    .addOption(flag("--admin-name <name>", "KERANI_ADMIN_NAME", "nama pengurus", "administrator's name").makeOptionMandatory())
    .addOption(flag("--logo <file>", "KERANI_LOGO", "berkas logo", "a picture file"))
    .addOption(
      flag("--mail <url>", "KERANI_MAIL", "surel keluar: smtps://…, dicoba di tempat", "outgoing mail: smtps://…, tried on the spot"),
    )
    .addOption(flag("--mail-from <address>", "KERANI_MAIL_FROM", "alamat pengirim", "the sender's address"))
    .addOption(flag("--duties-off <names>", "KERANI_DUTIES_OFF", "bagian yang tidak dipakai, dipisah koma", "duties not used, by commas"))
    .option("--json")
    .action(run);
};

/** Sets Kerani up by what the flags and variables say. */
export const setUp = async (call: Caller, wish: Wish, adminPassword: string): Promise<{ personId: string }> =>
  (await call("company.set-up", await inputFrom(wish, adminPassword), {})) as { personId: string };

/** What the environment says about a set-up that nobody is asked about (containers); undefined unless it names a company and a password. */
export const setUpByEnvironment = async (env: NodeJS.ProcessEnv): Promise<Record<string, unknown> | undefined> => {
  const { KERANI_COMPANY: company, KERANI_ADMIN_PASSWORD: password } = env;
  if (!company || !password) return undefined;
  return inputFrom(
    {
      company,
      timezone: env["KERANI_TIMEZONE"] ?? "Asia/Jakarta",
      language: env["KERANI_LANGUAGE"] ?? "id",
      adminEmail: env["KERANI_ADMIN_EMAIL"] ?? "",
      adminName: env["KERANI_ADMIN_NAME"] ?? "",
      ...(env["KERANI_LOGO"] ? { logo: env["KERANI_LOGO"] } : {}),
      ...(env["KERANI_MAIL"] ? { mail: env["KERANI_MAIL"] } : {}),
      ...(env["KERANI_MAIL_FROM"] ? { mailFrom: env["KERANI_MAIL_FROM"] } : {}),
      ...(env["KERANI_DUTIES_OFF"] ? { dutiesOff: env["KERANI_DUTIES_OFF"] } : {}),
    },
    password,
  );
};
