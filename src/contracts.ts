import { accessContract as access } from "./duties/access/contract.ts";
import { bookingContract } from "./duties/booking/contract.ts";
import { timeContract } from "./duties/calendar/contract.ts";
import { companyContract } from "./duties/company/contract.ts";
import { mandatesContract } from "./duties/mandates/contract.ts";
import { messagesContract } from "./duties/messages/contract.ts";
import { peopleContract as people } from "./duties/people/contract.ts";
import { reachContract } from "./duties/reach/contract.ts";

/** The contract of every duty, for types and documents that need no use case. */
export const contracts = [
  access,
  people,
  companyContract,
  messagesContract,
  mandatesContract,
  reachContract,
  timeContract,
  bookingContract,
] as const;
