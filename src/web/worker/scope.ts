/** The part of the service worker's world that Kerani uses (W3C Service Workers, Push API, Notifications); the page's own types do not know it. */
export type Waitable = Event & { waitUntil(work: Promise<unknown>): void };
/** A request on its way. */
export type Fetching = Waitable & { request: Request; respondWith(answer: Promise<Response> | Response): void };
/** A push that arrived. */
export type Pushed = Waitable & { data: { json(): unknown } | null };
/** A press on a notification or one of its buttons. */
export type Pressed = Waitable & { action: string; notification: Notification & { data: unknown } };
/** A window of Kerani. */
export type Window = { url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> };

/** The worker itself. */
export type Scope = {
  location: Location;
  registration: { showNotification(title: string, options: object): Promise<void> };
  clients: { claim(): Promise<void>; matchAll(options: object): Promise<Window[]>; openWindow(url: string): Promise<unknown> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Waitable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "push", listener: (event: Pushed) => void): void;
  addEventListener(type: "notificationclick", listener: (event: Pressed) => void): void;
};
