import type { ServerResponse } from "node:http";

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
];
const policyFor = (framedBy: string): string => [...POLICY, `frame-ancestors ${framedBy}`].join("; ");
const UNFRAMED = policyFor("'none'");

/** What a downloaded file may do when somebody opens it in place: nothing. */
export const FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** The security headers of every answer (OWASP Secure Headers); HSTS only where the public address is https. */
export const setSecurityHeaders = (response: ServerResponse, https: boolean): void => {
  response.setHeader("content-security-policy", UNFRAMED);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("permissions-policy", "camera=(), geolocation=(), payment=(), usb=()");
  if (https) response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
};

/** Lets these sites, and no others, show this answer inside a page of theirs (CSP level 3, `frame-ancestors`). */
export const letFrame = (response: ServerResponse, sites: readonly string[]): void => {
  if (sites.length === 0) return;
  response.setHeader("content-security-policy", policyFor(sites.join(" ")));
  response.removeHeader("x-frame-options");
};
