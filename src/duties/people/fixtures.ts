import type { InputOf, OutputOf } from "#kernel/catalogue/operation.ts";
import type { peopleContract } from "./contract.ts";
import { CONTACTS, ORGANISATIONS, type ContactFixture, type ContactKey, type OrganisationKey } from "./fixtures/contacts.ts";
import { ASSISTANTS, GROUPS, POSTS, STAFF, type GroupKey, type PostKey, type StaffFixture, type StaffKey } from "./fixtures/staff.ts";

type Contract = typeof peopleContract;
/** Gives a command as an administrator of grade 6 (or the system) and answers with its output. */
export type GiveCommand = (name: string, input: unknown) => Promise<unknown>;
type Give = <N extends keyof Contract>(name: N, input: InputOf<Contract[N]>) => Promise<OutputOf<Contract[N]>>;

/** The ids of everything in the company, by the short names of the fixtures. */
export type SeededPeople = {
  staff: Record<StaffKey, string>;
  posts: Record<PostKey, string>;
  groups: Record<GroupKey, string>;
  contacts: Record<ContactKey, string>;
  organisations: Record<OrganisationKey, string>;
};

const DOMAIN = "nusantarakarya.example";

const each = async <K extends string, V, R>(things: Record<K, V>, make: (thing: V, key: K) => Promise<R>): Promise<Record<K, R>> => {
  const made: Partial<Record<K, R>> = {};
  for (const [key, thing] of Object.entries(things) as [K, V][]) made[key] = await make(thing, key);
  return made as Record<K, R>;
};

const seedPosts = async (give: Give): Promise<Record<PostKey, string>> => {
  const ids = new Map<string, string>();
  return each(POSTS as Record<PostKey, { title: string; place?: string; above?: string }>, async ({ title, place, above }, key) => {
    const { id } = await give("post.add", {
      title,
      ...(place ? { place } : {}),
      ...(above ? { reportsTo: ids.get(above) as string } : {}),
    });
    ids.set(key, id);
    return id;
  });
};

const seedStaff = (give: Give, posts: Record<PostKey, string>): Promise<Record<StaffKey, string>> =>
  each(STAFF as Record<StaffKey, StaffFixture>, async ({ post, mobile, mail, zone = "Asia/Jakarta", ...rest }) => {
    const points = { mobile: `0812-5550-${mobile}`, email: `${mail}@${DOMAIN}` };
    const { id } = await give("person.add", {
      kind: "staff",
      language: "id",
      ...rest,
      ...points,
      timeZone: zone,
      postId: posts[post as PostKey],
    });
    return id;
  });

const seedContacts = (give: Give, organisations: Record<OrganisationKey, string>): Promise<Record<ContactKey, string>> =>
  each(CONTACTS as Record<ContactKey, ContactFixture>, async ({ at, zone = "Asia/Jakarta", confidential, ...rest }) => {
    const note = confidential ? { confidentialNote: confidential.note, confidentialFrom: confidential.from } : {};
    const organisation = at ? { organisationId: organisations[at] } : {};
    const { id } = await give("person.add", { kind: "contact", language: "id", ...rest, ...note, ...organisation, timeZone: zone });
    return id;
  });

/** How some of them work and want to be told: shifts, an early counter, a director who is only rung for what presses. */
const seedManners = async (give: Give, { staff, posts }: Pick<SeededPeople, "staff" | "posts">): Promise<void> => {
  const early = [{ from: "07:30", to: "16:30" }];
  await give("person.hours-set", { id: staff.dewi, workingHours: { mon: early, tue: early, wed: early, thu: early, fri: early } });
  const day = [{ from: "07:00", to: "19:00" }];
  await give("person.hours-set", {
    id: staff.tono,
    workingHours: { mon: day, tue: day, wed: day, sat: day },
    quietHours: { from: "22:00", to: "05:00" },
  });
  const late = [{ from: "19:00", to: "24:00" }];
  const morning = [{ from: "00:00", to: "07:00" }];
  await give("person.hours-set", {
    id: staff.ujang,
    workingHours: { thu: late, fri: [...morning, ...late], sat: [...morning, ...late], sun: morning },
  });
  await give("contact-point.add", { personId: staff.michael, kind: "ntfy", value: "nkp-michael-jaga", label: "Jaga sistem" });
  await give("contact-point.add", { personId: staff.bambang, kind: "phone", value: "(021) 555-0101", label: "Kantor", seenBy: "desk" });
  await give("person.rules-set", {
    id: staff.bambang,
    routine: { steps: [{ channel: "email", afterMinutes: 0 }], duringQuietHours: false, outsideWorkingHours: false },
    urgent: {
      steps: [
        { channel: "push", afterMinutes: 0 },
        { channel: "sms", afterMinutes: 3 },
      ],
      duringQuietHours: true,
      outsideWorkingHours: true,
    },
  });
  await give("post.fill", { postId: posts.manada, personId: staff.togar, acting: true });
};

/**
 * Fills PT Nusantara Karya Persada: 25 members of staff and their posts, assistants, groups, 10 organisations and 15 outside
 * contacts. `give` acts as an administrator of grade 6; on a house where this ran before it is refused.
 */
export const seedPeople = async (command: GiveCommand): Promise<SeededPeople> => {
  const give = command as Give;
  const posts = await seedPosts(give);
  const staff = await seedStaff(give, posts);
  // Roles above staff are part of `person.add`; everything that ties people together comes after them.
  for (const { assistant, boss, seesConfidential } of ASSISTANTS)
    await give("assistant.appoint", { assistantId: staff[assistant], bossId: staff[boss], seesConfidential });
  const groups = await each(
    GROUPS as Record<GroupKey, { name: string; purpose?: string; members: readonly StaffKey[] }>,
    async ({ members, ...group }) => {
      const { id } = await give("group.add", { ...group, memberIds: members.map((key) => staff[key]) });
      return id;
    },
  );
  const organisations = await each(ORGANISATIONS as Record<OrganisationKey, InputOf<Contract["organisation.add"]>>, async (one) => {
    const { id } = await give("organisation.add", one);
    return id;
  });
  const contacts = await seedContacts(give, organisations);
  await seedManners(give, { staff, posts });
  return { staff, posts, groups, organisations, contacts };
};
