import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/** A screen at an address; nothing of it is loaded before somebody goes there. */
export type Page = {
  path: string;
  /** The duty that it belongs to: absent where the company does without that duty. */
  duty: string;
  /** Least role that finds anything here. */
  role?: "desk" | "administrator";
  Screen: LazyExoticComponent<ComponentType>;
};

const page = (path: string, duty: string, load: () => Promise<ComponentType>, role?: Page["role"]): Page => ({
  path,
  duty,
  ...(role ? { role } : {}),
  Screen: lazy(async () => ({ default: await load() })),
});

/** The screens of those who are signed in: a duty adds its own in one line each. The first whose path fits is shown. */
export const pages: readonly Page[] = [
  page("/desk/:id?", "reach", async () => (await import("#duties/reach/screens/desk-page.tsx")).DeskPage),
  page("/reach", "reach", async () => (await import("#duties/reach/screens/reach-page.tsx")).ReachPage),
  page("/calendar/settings", "calendar", async () => (await import("#duties/calendar/screens/settings-page.tsx")).CalendarSettings),
  page("/calendar/:id?", "calendar", async () => (await import("#duties/calendar/screens/calendar-page.tsx")).CalendarPage),
  page("/bookings/:box?/:id?", "booking", async () => (await import("#duties/booking/screens/bookings-page.tsx")).BookingsPage),
  page("/messages/:id?", "messages", async () => (await import("#duties/messages/screens/messages-page.tsx")).MessagesPage),
  page("/people/import", "people", async () => (await import("#duties/people/screens/import-page.tsx")).ImportPage, "desk"),
  page("/people/structure", "people", async () => (await import("#duties/people/screens/structure-page.tsx")).StructurePage),
  page("/people/:id?", "people", async () => (await import("#duties/people/screens/people-page.tsx")).PeoplePage),
  page("/approvals/:id?", "company", async () => (await import("#duties/company/screens/approvals-page.tsx")).ApprovalsPage),
  page("/mandates/:id?", "mandates", async () => (await import("#duties/mandates/screens/mandates-page.tsx")).MandatesPage),
  page("/settings/:part?", "access", async () => (await import("./settings-page.tsx")).SettingsPage),
];

/** The screens that need no account, light enough for a cheap phone. */
export const publicPages: readonly Page[] = [
  page("/a/:token", "reach", async () => (await import("#duties/reach/screens/link-page.tsx")).LinkPage),
  page("/book/offer/:token", "booking", async () => (await import("#duties/booking/screens/offer-page.tsx")).OfferPage),
  page("/book/:slug/wait/:token", "booking", async () => (await import("#duties/booking/screens/waiting-page.tsx")).WaitingPage),
  page("/book/:slug/:token?", "booking", async () => (await import("#duties/booking/screens/booking-page.tsx")).BookingPage),
  page("/sign-in", "access", async () => (await import("#duties/access/screens/sign-in-page.tsx")).SignInPage),
  page("/sign-in/forgot", "access", async () => (await import("#duties/access/screens/forgot-page.tsx")).ForgotPage),
  page("/sign-in/new-password", "access", async () => (await import("#duties/access/screens/new-password-page.tsx")).NewPasswordPage),
  page("/sign-in/invitation", "access", async () => (await import("#duties/access/screens/invitation-page.tsx")).InvitationPage),
  page("/sign-in/oidc", "access", async () => (await import("#duties/access/screens/oidc-page.tsx")).OidcPage),
  page("/setup", "company", async () => (await import("#duties/company/screens/setup-page.tsx")).SetupPage),
];

/** True when there is a screen for an address's first part, so that nothing leads to where nothing is. */
export const hasPage = (address: string): boolean => pages.some(({ path }) => path.split("/")[1] === address.split(/[/?]/)[1]);
