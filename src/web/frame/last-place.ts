let last = "/messages";

/** Notes where one is, so that a form that was opened from there can lead back. */
export const wasAt = (address: string): void => {
  if (!address.endsWith("/new")) last = address;
};

/** Where one was before a form was opened. */
export const lastPlace = (): string => last;
