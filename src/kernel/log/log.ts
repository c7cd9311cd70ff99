import pino from "pino";

/** Structured log lines as JSON on standard error. */
export type Logger = pino.Logger;

/** Names that never reach a log line, wherever they stand in an object. */
const SECRET = [
  "password",
  "token",
  "secret",
  "passphrase",
  "cookie",
  "authorization",
  "code",
  "*.password",
  "*.token",
  "*.secret",
  "*.passphrase",
  "*.cookie",
  "*.authorization",
  "*.code",
];

/** Opens the log at a level; secrets are blotted out. */
export const openLog = (level: string): Logger =>
  pino(
    { level, base: null, redact: { paths: SECRET, censor: "•••" }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
