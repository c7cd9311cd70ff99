/** The nouns of queries that a topic touches beside its own. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  message: ["attention"],
  message_note: ["message"],
  message_attachment: ["message"],
  attention: ["message", "reach"],
  attention_item: ["attention"],
  pending_command: ["approval", "attention"],
  approval: ["attention"],
  mandate: ["session", "attention", "person"],
  mandate_use: ["mandate"],
  person: ["session", "user", "post", "group", "assistant", "message", "attention"],
  post: ["person"],
  actor: ["session", "person", "dial", "user"],
  account: ["session", "user", "token"],
  calendar_object: ["event", "attention"],
  calendar: ["event", "feed"],
  calendar_share: ["calendar", "event"],
  calendar_owner: ["calendar"],
  calendar_feed: ["feed"],
  booking: ["attention", "book"],
  booking_waiter: ["wait"],
  booking_freed: ["wait"],
  booking_page: ["page"],
  booking_offer: ["offer"],
  calendar_subscription: ["subscription", "calendar"],
  company_day: ["holiday"],
  setting: ["company", "session", "mail", "oidc"],
};

const nounsOf = (topic: string): readonly string[] => {
  const noun = topic.split(":")[0] ?? topic;
  return [noun, noun.replaceAll("_", "-"), ...(ALSO[noun] ?? [])];
};

/** True when a query named `name` (`message.list`) with this input may answer otherwise after these topics changed. */
export const touches = (topics: readonly string[], name: string, input: unknown): boolean => {
  const noun = name.split(".")[0] ?? name;
  const about = input !== null && typeof input === "object" && "id" in input ? String(input.id) : undefined;
  return topics.some((topic) => {
    const [first, id] = topic.split(":");
    // A screen about one thing is read again only for that thing, as far as the topic says which.
    if (first === noun && id && about) return id === about;
    return nounsOf(topic).includes(noun);
  });
};
