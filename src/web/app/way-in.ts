const DESK = "/desk";

/** Where somebody goes who signed in: only ever an address of our own, whatever a link claims. */
export const nextAddress = (wanted: string | null | undefined): string => {
  if (!wanted || !/^\/(?![/\\])/.test(wanted)) return DESK;
  const { origin, pathname, search } = new URL(wanted, "https://kerani.invalid");
  if (origin !== "https://kerani.invalid" || pathname === "/" || pathname.startsWith("/sign-in")) return DESK;
  return pathname + search;
};

/** The sign-in page, which afterwards leads back to where one wanted to go. */
export const signInAddress = (wanted: string): string => {
  const next = nextAddress(wanted);
  return next === DESK ? "/sign-in" : `/sign-in?to=${encodeURIComponent(next)}`;
};
