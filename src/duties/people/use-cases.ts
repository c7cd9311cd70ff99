import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { peopleContract } from "./contract.ts";
import { cardHandlers } from "./use-cases/card.ts";
import { exportHandlers } from "./use-cases/export.ts";
import { findHandlers } from "./use-cases/find.ts";
import { gradeHandlers } from "./use-cases/grade.ts";
import { groupHandlers } from "./use-cases/group.ts";
import { importHandlers } from "./use-cases/import.ts";
import { organisationHandlers } from "./use-cases/organisation.ts";
import { personHandlers } from "./use-cases/person.ts";
import { photoHandlers } from "./use-cases/photo.ts";
import { postHandlers } from "./use-cases/post.ts";
import { reachabilityHandlers } from "./use-cases/reachability.ts";

/** Everything that this duty does. */
export const peopleHandlers: Handlers<typeof peopleContract> = {
  ...personHandlers,
  ...cardHandlers,
  ...findHandlers,
  ...gradeHandlers,
  ...photoHandlers,
  ...reachabilityHandlers,
  ...organisationHandlers,
  ...postHandlers,
  ...groupHandlers,
  ...importHandlers,
  ...exportHandlers,
};
