const NAME = "kerani";
const VERSION = 1;

/** The two shelves on the device: commands that wait to be sent, and copies of what was read. */
export type Shelf = "outbox" | "copies";

let opening: Promise<IDBDatabase> | undefined;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the device's storage refused"));
  });

const open = (): Promise<IDBDatabase> => {
  opening ??= (async () => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "key" });
      request.result.createObjectStore("copies", { keyPath: "key" });
    };
    const database = await settled(request);
    // Another tab with a newer Kerani must be able to change the shelves.
    database.onversionchange = () => {
      database.close();
      opening = undefined;
    };
    return database;
  })().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
};

const shelf = async (name: Shelf, mode: IDBTransactionMode): Promise<IDBObjectStore> =>
  (await open()).transaction(name, mode).objectStore(name);

/** Everything on a shelf. */
export const all = async <T>(name: Shelf): Promise<T[]> => settled((await shelf(name, "readonly")).getAll() as IDBRequest<T[]>);
/** One thing from a shelf. */
export const get = async <T>(name: Shelf, key: string): Promise<T | undefined> =>
  settled((await shelf(name, "readonly")).get(key) as IDBRequest<T | undefined>);
/** Puts a thing on a shelf, in place of the one with the same key; resolves when the device has it. */
export const put = async <T extends { readonly key: string }>(name: Shelf, value: T): Promise<void> =>
  void (await settled((await shelf(name, "readwrite")).put(value)));
/** Takes a thing off a shelf. */
export const remove = async (name: Shelf, key: string): Promise<void> => void (await settled((await shelf(name, "readwrite")).delete(key)));
