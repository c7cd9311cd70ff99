import type { Output } from "#web/api/client.ts";
import { dayOf } from "#web/i18n/time.ts";
import { clockAt, minuteIn, spanOf } from "./days.ts";
import type { Calendar } from "./events.ts";
import { withStart, type Form } from "./form.ts";
import { mayWrite } from "./looks.tsx";

type Message = Output<"message.show">["message"];

/** The form of an event that is made of a message: at the time of the call back, for whom the message is; what is confidential stays in the message. */
export const formFromMessage = (
  message: Message,
  { form, calendars, title, timeZone, now }: { form: Form; calendars: readonly Calendar[]; title: string; timeZone: string; now: number },
): Form => {
  const theirs = calendars.find(({ owner, main }) => main && owner.id === message.for.id);
  const mine = theirs !== undefined && mayWrite(theirs);
  const said = [message.body, [message.from.name, message.from.organisation, message.from.phone].filter(Boolean).join(", ")];
  const secret = message.confidentialFrom !== null;
  const full: Form = {
    ...form,
    message: message.id,
    title: secret ? title : (message.subject ?? title),
    description: secret ? message.reference : [...said, message.reference].join("\n\n"),
    secret,
    ...(mine ? { calendarId: theirs.id } : {}),
    ...(!mine && message.for.kind === "person" && message.for.id
      ? { guests: [{ ref: `person:${message.for.id}`, name: message.for.name }] }
      : {}),
  };
  if (!message.callBackAt || Date.parse(message.callBackAt) < now) return full;
  const at = Date.parse(message.callBackAt);
  const day = dayOf(at, timeZone);
  return withStart(full, day, clockAt(minuteIn(spanOf(day, timeZone), at, timeZone)));
};
