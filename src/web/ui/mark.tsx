/** Kerani's mark: a ledger's spine and a tick that together write K. */
export const Mark = ({ size = 32, title }: { size?: number; title?: string }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 64 64"
    role={title ? "img" : undefined}
    aria-hidden={title ? undefined : true}
    focusable="false"
  >
    {title ? <title>{title}</title> : null}
    <rect width="64" height="64" rx="15" fill="var(--k-mark, #27459b)" />
    <path d="M18 14v36" stroke="#fff" strokeWidth="8" strokeLinecap="round" />
    <path d="M49 15 30 36" stroke="#fff" strokeWidth="8" strokeLinecap="round" />
    <path d="m30 36 17 13" stroke="#a9c0ff" strokeWidth="8" strokeLinecap="round" />
  </svg>
);
