/** How the wire to Kerani stands. */
export type WireState = "connecting" | "open" | "broken";

/** Told which things changed; `["*"]` means everything may have. */
type OnChange = (topics: readonly string[]) => void;

const CHANNEL = "kerani-live";
const LOCK = "kerani-live-leader";
const AGAIN_MS = 1_500;

type Said = { topics?: readonly string[]; state?: WireState; now?: string; asks?: true };

/**
 * One stream of changes for all tabs of a browser: the tab that holds the lock listens and passes on what it hears.
 * Whenever a stream begins everything is to be read again: what changed between reading and listening was said to nobody here.
 */
export const openWire = (parts: {
  onChange: OnChange;
  onState: (state: WireState) => void;
  onTime: (now: string) => void;
}): (() => void) => {
  const others = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let state: WireState = "connecting";

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  const tellOthers = (said: Said): void => others.postMessage(said);
  const hear = (said: Said): void => {
    if (said.state) parts.onState(said.state);
    if (said.now) parts.onTime(said.now);
    if (said.topics) parts.onChange(said.topics);
  };
  const say = (said: Said): void => {
    if (said.state) state = said.state;
    hear(said);
    tellOthers(said);
  };
  others.onmessage = ({ data }: MessageEvent<Said>) => {
    if (!data.asks) hear(data);
    // Only the tab that listens knows how the wire stands.
    else if (source) tellOthers({ state });
  };

  const listen = (): void => {
    source = new EventSource("/live");
    source.addEventListener("hello", ({ data }) => {
      say({ state: "open", now: (JSON.parse(data as string) as { now: string }).now, topics: ["*"] });
    });
    source.addEventListener("change", ({ data }) => say(JSON.parse(data as string) as Said));
    source.onerror = () => {
      source?.close();
      if (stop.signal.aborted) return;
      say({ state: "broken" });
      again = setTimeout(listen, AGAIN_MS);
    };
  };
  const lead = (): Promise<void> => {
    if (!stop.signal.aborted) listen();
    return new Promise((resolve) => stop.signal.addEventListener("abort", () => resolve()));
  };

  parts.onState("connecting");
  // Locks exist only over TLS or on this very machine; elsewhere every tab listens for itself.
  if (navigator.locks) navigator.locks.request(LOCK, { signal: stop.signal }, lead).catch(() => {});
  else void lead();
  tellOthers({ asks: true });

  return () => {
    stop.abort();
    clearTimeout(again);
    source?.close();
    others.close();
  };
};
