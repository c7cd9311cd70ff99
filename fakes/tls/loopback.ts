import { readFileSync } from "node:fs";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** A self-signed certificate for localhost, 127.0.0.1 and ::1 with its published key: worthless anywhere but in tests. */
export const loopbackTls = { cert: read("loopback-cert.pem"), key: read("loopback-key.pem") } as const;
