/** How the wire to Kerani stands. */
export type WireState = "connecting" | "open" | "broken";

/** Told which things changed; `["*"]` means everything may have. */
type OnChange = (topics: readonly string[]) => void;

const CHANNEL = "kerani-live";
const LOCK = "kerani-live-leader";
const AGAIN_MS = 1_500;

type Said = { topics?: readonly string[]; state?: WireState; now?: string };

/**
 * One stream of changes for all tabs of a browser: the tab that holds the lock listens and passes on what it hears.
 * After every broken connection everything is to be read again, since what was said meanwhile is lost.
 */
export const openWire = (parts: { onChange: OnChange; onState: (state: WireState) => void; onTime: (now: string) => void }): (() => void) => {
  const others = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  const hear = ({ topics, state, now }: Said): void => {
    if (state) parts.onState(state);
    if (now) parts.onTime(now);
    if (topics) parts.onChange(topics);
  };
  const say = (said: Said): void => {
    hear(said);
    others.postMessage(said);
  };
  others.onmessage = ({ data }: MessageEvent<Said>) => hear(data);

  const listen = (first: boolean): void => {
    source = new EventSource("/live");
    source.addEventListener("hello", ({ data }) => {
      say({ state: "open", now: (JSON.parse(data as string) as { now: string }).now, ...(first ? {} : { topics: ["*"] }) });
    });
    source.addEventListener("change", ({ data }) => say(JSON.parse(data as string) as Said));
    source.onerror = () => {
      source?.close();
      say({ state: "broken" });
      again = setTimeout(() => listen(false), AGAIN_MS);
    };
  };

  navigator.locks
    .request(LOCK, { signal: stop.signal }, () => {
      if (!stop.signal.aborted) listen(true);
      return new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
    })
    .catch(() => {});
  // A tab that follows cannot see the leader's connection; it asks to be told by reading everything once.
  parts.onState("open");

  return () => {
    stop.abort();
    clearTimeout(again);
    source?.close();
    others.close();
  };
};
