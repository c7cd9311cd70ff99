import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { ApiRefusal, give, NoAnswer, WaitsForApproval, type CommandName, type Input } from "../api/client.ts";
import { changed } from "../api/hooks.ts";
import { openWire, type WireState } from "../api/live.ts";
import { heardServerTime } from "../i18n/clock.ts";
import { openOutbox, outbox, sendWaiting, type Sent, type Waiting } from "../offline/outbox.ts";
import { sawFresh } from "../offline/copy-age.ts";

const AGAIN_MS = 30_000;

const send = async (one: Waiting): Promise<Sent> => {
  try {
    await give(one.name as CommandName, one.input as Input<CommandName>, one.key, one.actingFor ?? null);
    return { taken: true };
  } catch (error) {
    if (error instanceof WaitsForApproval) return { taken: true };
    if (error instanceof NoAnswer) return { later: true };
    // Signed out, too fast, or Kerani is not itself: none of these is a no.
    if (error instanceof ApiRefusal && ["unauthenticated", "limited", "unavailable"].includes(error.kind)) return { later: true };
    return { refused: error instanceof Error ? error.message : String(error) };
  }
};

/** Sends what waits on this device for this person; harmless when nothing does. */
export const sendKept = async (personId: string): Promise<void> => {
  const before = outbox.current().length;
  await sendWaiting(personId, send);
  if (outbox.current().length !== before) changed(["*"]);
};

const watchOnline = (watcher: () => void): (() => void) => {
  window.addEventListener("online", watcher);
  window.addEventListener("offline", watcher);
  return () => {
    window.removeEventListener("online", watcher);
    window.removeEventListener("offline", watcher);
  };
};

/** Keeps the wire open while somebody is signed in, reads everything again after a break, and sends what waited. */
export const useConnection = (personId: string): { wire: WireState; offline: boolean; waiting: readonly Waiting[] } => {
  const [wire, setWire] = useState<WireState>("connecting");
  const offline = useSyncExternalStore(watchOnline, () => !navigator.onLine);
  const everything = useSyncExternalStore(outbox.subscribe, outbox.current);
  useEffect(() => {
    void openOutbox().then(() => sendKept(personId));
    const close = openWire({
      onChange: changed,
      onTime: heardServerTime,
      onState: (state) => {
        setWire(state);
        if (state !== "open") return;
        sawFresh();
        void sendKept(personId);
      },
    });
    const again = setInterval(() => void sendKept(personId), AGAIN_MS);
    return () => {
      close();
      clearInterval(again);
    };
  }, [personId]);
  const wasOffline = useRef(false);
  useEffect(() => {
    // Back on the network, and the wire may not have noticed that it was away.
    if (wasOffline.current && !offline) {
      changed(["*"]);
      void sendKept(personId);
    }
    wasOffline.current = offline;
  }, [offline, personId]);
  return { wire, offline, waiting: everything.filter((one) => one.personId === personId) };
};
