/** Where the thing that an item is about is opened; undefined when the item itself is all there is. */
export const addressOf = ({ subject }: { subject: { type: string; id: string } }): string | undefined => {
  if (subject.type === "message") return `/messages/${subject.id}`;
  if (subject.type === "pending_command") return `/approvals/${subject.id}`;
  if (subject.type === "mandate") return `/mandates/${subject.id}`;
  if (subject.type === "event" || subject.type === "event-reminder") return `/calendar/${subject.id}`;
  if (subject.type === "booking") return `/bookings/appointments/${subject.id}`;
  return undefined;
};
