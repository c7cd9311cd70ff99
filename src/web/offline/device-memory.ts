/** Small things kept by name on the device. */
export type Memory = { read(name: string): string | null; write(name: string, value: string | null): void };

// Browsers refuse the mere mention of a storage where a page is shown inside another site's, or where people forbid it.
const memory = (storage: () => Storage): Memory => ({
  read(name) {
    try {
      return storage().getItem(name);
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      if (value === null) storage().removeItem(name);
      else storage().setItem(name, value);
    } catch {
      // Then nothing is remembered; everything works without.
    }
  },
});

/** Kept on this device; where the browser keeps nothing, every reading finds nothing. */
export const onDevice = memory(() => window.localStorage);
/** Kept in this tab only. */
export const inTab = memory(() => window.sessionStorage);
