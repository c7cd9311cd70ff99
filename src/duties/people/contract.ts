import { contactPointContract } from "./contract/contact-point.ts";
import { groupContract } from "./contract/group.ts";
import { importContract } from "./contract/import.ts";
import { organisationContract } from "./contract/organisation.ts";
import { personContract } from "./contract/person.ts";
import { postContract } from "./contract/post.ts";

/** Who is who and how to reach them: people, contact points, organisations, posts, groups, assistants, files. */
export const peopleContract = {
  ...personContract,
  ...contactPointContract,
  ...organisationContract,
  ...postContract,
  ...groupContract,
  ...importContract,
};
