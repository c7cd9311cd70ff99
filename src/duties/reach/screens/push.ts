/** True where this browser can be told while Kerani is closed: it needs TLS or this very machine. */
export const canBePushed = (): boolean => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** This browser's own subscription, if it has one. */
export const ownSubscription = async (): Promise<PushSubscription | null> => {
  if (!canBePushed()) return null;
  const worker = await navigator.serviceWorker.getRegistration();
  return (await worker?.pushManager.getSubscription()) ?? null;
};

/** The bytes of base64url, as the Push API wants a key. */
export const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
