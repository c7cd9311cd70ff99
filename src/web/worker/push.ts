import type { Pressed, Pushed, Scope } from "./scope.ts";

// What the reach engine sends (duties/reach/channels/push/payload.ts); read with care, since it came over the air.
type Payload = {
  tag?: string;
  title?: string;
  body?: string;
  lang?: string;
  urgency?: string;
  url?: string;
  actions?: { name: string; label: string; url: string }[];
};
type Kept = { url: string; actions: Record<string, string> };

const ownAddress = (scope: Scope, url: unknown): string | undefined => {
  try {
    const address = new URL(String(url), scope.location.origin);
    return address.origin === scope.location.origin ? address.href : undefined;
  } catch {
    return undefined;
  }
};

/** Shows a push. The same step pushed twice has the same tag and is shown once. */
export const showPush = async (scope: Scope, event: Pushed): Promise<void> => {
  let payload: Payload = {};
  try {
    payload = (event.data?.json() ?? {}) as Payload;
  } catch {
    // Something must be shown for every push, or the browser takes the permission away.
  }
  const actions = (payload.actions ?? []).filter(({ url }) => ownAddress(scope, url));
  const kept: Kept = {
    url: ownAddress(scope, payload.url ?? "/desk") ?? "/desk",
    actions: Object.fromEntries(actions.map(({ name, url }) => [name, url])),
  };
  await scope.registration.showNotification(payload.title ?? "Kerani", {
    body: payload.body ?? "",
    lang: payload.lang ?? "id",
    tag: payload.tag ?? "kerani",
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
    requireInteraction: payload.urgency === "urgent" || payload.urgency === "emergency",
    vibrate: payload.urgency === "emergency" ? [400, 150, 400, 150, 400] : [200],
    actions: actions.map(({ name, label }) => ({ action: name, title: label })),
    data: kept,
  });
};

/** Opens what a notification, or the button that was pressed on it, leads to; in an open window where there is one. */
export const openPressed = async (scope: Scope, event: Pressed): Promise<void> => {
  event.notification.close();
  const kept = event.notification.data as Kept | null;
  const url = (event.action && kept?.actions[event.action]) || kept?.url || "/desk";
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const own = windows.find((window) => new URL(window.url).origin === scope.location.origin);
  if (!own) return void (await scope.clients.openWindow(url));
  await own.navigate(url).catch(() => scope.clients.openWindow(url));
  await own.focus().catch(() => {});
};
