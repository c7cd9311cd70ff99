import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { refusal } from "#kernel/errors/refusal.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const environment = z.object({
  KERANI_DATA: z.string().optional(),
  KERANI_PORT: z.coerce.number().int().min(0).max(65_535).default(7070),
  KERANI_HOST: z.string().default("127.0.0.1"),
  KERANI_URL: z.url().optional(),
  DATABASE_URL: z.string().optional(),
  KERANI_LOG: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  KERANI_TRUST_PROXY: z.stringbool().default(false),
  KERANI_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  KERANI_SMTP_HOST: z.string().default("127.0.0.1"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[\w-]+=[^,]*(,\s*[\w-]+=[^,]*)*$/, "write it as name=value,name=value")
    .optional(),
});

/** A variable of the environment says what cannot be. */
const environmentWrong = refusal("ENVIRONMENT_WRONG", "invalid", {
  id: (said: string) => `Lingkungan tidak benar. ${said}`,
  en: (said: string) => `The environment is not right. ${said}`,
});

/** What the environment says: where data lies, where to listen, which database. */
export type Config = {
  dataDir: string;
  port: number;
  host: string;
  /** The address that people and mails use; default http://host:port. */
  url: string | undefined;
  databaseUrl: string | undefined;
  logLevel: string;
  /** Believe X-Forwarded-For and -Proto: only behind a proxy that sets them. */
  trustProxy: boolean;
  /** The port of the mail door; absent: no mail door. */
  smtpPort: number | undefined;
  smtpHost: string;
  /** Where traces go; absent: none are made. */
  traceUrl: string | undefined;
  traceHeaders: Readonly<Record<string, string>>;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry writes headers in the environment. */
const pairsOf = (text = ""): Record<string, string> =>
  Object.fromEntries(
    text
      .split(",")
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())];
      }),
  );

/** Reads the environment; refuses by naming the variable and what it accepts. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const said = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw environmentWrong(said);
  }
  const vars = parsed.data;
  return {
    dataDir: resolve(vars.KERANI_DATA ?? `${ROOT}data`),
    port: vars.KERANI_PORT,
    host: vars.KERANI_HOST,
    url: vars.KERANI_URL?.replace(/\/$/, ""),
    databaseUrl: vars.DATABASE_URL || undefined,
    logLevel: vars.KERANI_LOG,
    trustProxy: vars.KERANI_TRUST_PROXY,
    smtpPort: vars.KERANI_SMTP_PORT,
    smtpHost: vars.KERANI_SMTP_HOST,
    traceUrl: vars.OTEL_EXPORTER_OTLP_ENDPOINT,
    traceHeaders: pairsOf(vars.OTEL_EXPORTER_OTLP_HEADERS),
  };
};
