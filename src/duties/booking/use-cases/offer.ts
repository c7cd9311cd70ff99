import { theClerk } from "#kernel/actor/actor.ts";
import type { Handlers, JobHandler } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { spokenMoment } from "#kernel/time/spoken.ts";
import { dropLinks, makeLink, peekLink } from "#duties/access/index.ts";
import { nameOf } from "#duties/people/index.ts";
import type { offerContract } from "../contract/offer.ts";
import { offerOver } from "../errors.ts";
import { HOLD } from "../events.ts";
import {
  choicesOf,
  findChoice,
  findOffer,
  insertOffer,
  listOffers,
  lockOffer,
  timesOf,
  updateOffer,
  type ChoiceRow,
  type OfferRow,
} from "../store/offers.ts";
import { offerWords as words } from "../words.ts";

type Handle = Handlers<typeof offerContract>;

/** Kind of the job that sends offered times to one guest. */
export const OFFER_MAIL = "booking.offer-mail";
const LINK = "booking-offer";

type Held = { id: string; until: string; options: { choice: number; start: string; end: string }[] };

const send: Handle["offer.send"] = async (work, { guests, title, ...wish }) => {
  const held = (await work.perform("hold.add", { ...wish, title: `${HOLD}${title}` })) as Held;
  const id = newId();
  work.about("booking-offer", id);
  const row = {
    id,
    holdId: held.id,
    title,
    guests: JSON.stringify(guests),
    until: held.until,
    state: "open",
    createdBy: work.actor.id,
    createdAt: work.at,
  };
  const choices = guests.flatMap((_, guest) =>
    held.options.map(({ choice, start, end }) => ({ id: newId(), offerId: id, guest, choice, startAt: start, endAt: end })),
  );
  await insertOffer(work, row, choices);
  for (const guest of guests.keys())
    await putJob(work, { kind: OFFER_MAIL, key: `${id} ${guest}`, dueAt: work.at, payload: { id, guest } });
  return { id, until: held.until };
};

/** Writes to one guest: each time with a link of its own. */
export const sendOffer: JobHandler = async (work, payload) => {
  const { id, guest } = payload as { id: string; guest: number };
  const offer = await findOffer(work, id);
  const to = offer?.guests[guest];
  if (!offer || !to || offer.state !== "open" || !work.services.mail.ready) return;
  const zone = to.timeZone ?? work.actor.timeZone;
  const said = (at: string, lang: "id" | "en"): string => spokenMoment(Temporal.Instant.from(at), zone)[lang];
  const links = new Map<ChoiceRow, string>();
  for (const one of (await choicesOf(work, id)).filter((choice) => choice.guest === guest)) {
    const subject = { type: "booking-choice", id: one.id };
    const secret = await makeLink(work, { purpose: LINK, subject, personId: null, expiresAt: offer.until, once: false });
    links.set(one, `${work.services.url()}/book/offer/${secret}`);
  }
  const part = (lang: "id" | "en"): string =>
    [
      words.text[lang](offer.title),
      ...[...links].map(([{ startAt }, link]) => `${said(startAt, lang)}\n${link}`),
      `${words.until[lang]}: ${said(offer.until, lang)}`,
    ].join("\n\n");
  const other = to.language === "id" ? "en" : "id";
  await work.services.mail.send({
    to: [{ address: to.email, name: to.name }],
    subject: `${words.subject[to.language]}: ${offer.title}`.slice(0, 200),
    text: [part(to.language), part(other)].join("\n\n— — —\n\n"),
    automatic: "auto-generated",
  });
};

const stateOf = ({ state, until }: OfferRow, now: string) =>
  state === "open" && until <= now ? ("over" as const) : (state as "open" | "taken" | "withdrawn");

const list: Handle["offer.list"] = async (work, { state }) => {
  const { actor } = work;
  const all = actor.kind === "system" || (actor.principal ?? actor).role !== "staff";
  const offers = (await listOffers(work, all ? undefined : (actor.id ?? ""))).filter((one) => !state || stateOf(one, work.at) === state);
  const authors = [...new Set(offers.flatMap(({ createdBy }) => createdBy ?? []))];
  const [times, names] = [await timesOf(work, offers.map(({ id }) => id)), await nameOf(work, authors)]; // prettier-ignore
  return {
    offers: offers.map((offer) => ({
      id: offer.id,
      title: offer.title,
      state: stateOf(offer, work.at),
      until: offer.until,
      guests: offer.guests.map(({ name, email }) => ({ name, email })),
      times: times.get(offer.id) ?? [],
      eventId: offer.eventId,
      by: offer.createdBy ? { id: offer.createdBy, name: names.get(offer.createdBy) ?? "" } : null,
      sentAt: offer.createdAt,
    })),
  };
};

const behind = async (work: Work, token: string): Promise<{ choice: ChoiceRow; offer: OfferRow }> => {
  const { subject } = await peekLink(work, token, LINK);
  const choice = await findChoice(work, subject.id);
  const offer = choice && (await findOffer(work, choice.offerId));
  if (!choice || !offer) throw offerOver();
  return { choice, offer };
};

const open: Handle["offer.open"] = async (work, { token }) => {
  const { choice, offer } = await behind(work, token);
  const state = stateOf(offer, work.at) === "open" ? ("open" as const) : ("over" as const);
  return {
    title: offer.title,
    name: offer.guests[choice.guest]!.name,
    start: choice.startAt,
    end: choice.endAt,
    until: offer.until,
    state,
  };
};

const accept: Handle["offer.accept"] = async (work, { token }) => {
  const { choice, offer: seen } = await behind(work, token);
  const offer = await lockOffer(work, seen.id);
  if (offer?.state !== "open" || offer.until <= work.at) throw offerOver();
  work.about("booking-offer", offer.id);
  const guest = offer.guests[choice.guest]!;
  const as = { actor: theClerk("link") };
  const wish = { id: offer.holdId, choice: choice.choice, attendees: [guest.email] };
  const { id } = (await work.perform("hold.take", wish, as)) as { id: string };
  await work.perform("event.change", { id, title: offer.title }, as);
  await updateOffer(work, offer.id, { state: "taken", eventId: id });
  return { title: offer.title, start: choice.startAt, end: choice.endAt };
};

const withdraw: Handle["offer.withdraw"] = async (work, { id }) => {
  const offer = await lockOffer(work, id);
  if (offer?.state !== "open") throw offerOver();
  work.about("booking-offer", id);
  await work.perform("hold.release", { id: offer.holdId });
  await updateOffer(work, id, { state: "withdrawn" });
  for (const choice of await choicesOf(work, id)) await dropLinks(work, { type: "booking-choice", id: choice.id });
  return {};
};

/** Several times for one guest or many: the first yes wins. */
export const offerUseCases = {
  "offer.send": send,
  "offer.withdraw": withdraw,
  "offer.list": list,
  "offer.open": open,
  "offer.accept": accept,
} satisfies Handle;
