/** The tokens that a browser keeps in cookies which no script can read: field of the operation to the cookie's name. */
const KEPT = { sessionToken: "kerani", deviceToken: "kerani-device", flowToken: "kerani-flow" } as const;
type Field = keyof typeof KEPT;
const FIELDS = Object.keys(KEPT) as Field[];
const SECONDS = { sessionToken: "sessionSeconds", deviceToken: "deviceSeconds", flowToken: "flowSeconds" } as const;
const DEFAULT_SECONDS = 600;

/** The name of a cookie: bound to this host and to TLS where there is TLS (RFC 6265bis §4.1.3.2). */
export const cookieNameOf = (field: Field, https: boolean): string => (https ? `__Host-${KEPT[field]}` : KEPT[field]);

const written = (field: Field, token: string, seconds: number, https: boolean): string =>
  `${cookieNameOf(field, https)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${https ? "; Secure" : ""}`;

/** For an answer to our own page: the Set-Cookie headers that its tokens become, and the answer without them. */
export const intoCookies = (output: unknown, https: boolean): { setCookie: string[]; output: unknown } => {
  if (output === null || typeof output !== "object" || Array.isArray(output)) return { setCookie: [], output };
  const rest: Record<string, unknown> = { ...output };
  const setCookie: string[] = [];
  for (const field of FIELDS) {
    const token = rest[field];
    if (typeof token === "string") setCookie.push(written(field, token, Number(rest[SECONDS[field]] ?? DEFAULT_SECONDS), https));
    delete rest[field];
    delete rest[SECONDS[field]];
  }
  if (rest["sessionClosed"] === true) setCookie.push(written("sessionToken", "", 0, https));
  return { setCookie, output: rest };
};

/** For a call from our own page: the input completed with the cookies that the operation has fields for. */
export const fromCookies = (
  fields: Readonly<Record<string, unknown>>,
  input: Record<string, unknown>,
  cookieOf: (name: string) => string | undefined,
  https: boolean,
): Record<string, unknown> => {
  const filled = { ...input };
  for (const field of ["deviceToken", "flowToken"] as const) {
    const kept = fields[field] === undefined || field in filled ? undefined : cookieOf(cookieNameOf(field, https));
    if (kept) filled[field] = kept;
  }
  return filled;
};
