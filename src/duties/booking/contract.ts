import { bookContract } from "./contract/book.ts";
import { offerContract } from "./contract/offer.ts";
import { pageContract } from "./contract/page.ts";
import { waitContract } from "./contract/wait.ts";

/** Everything about appointments with outsiders. */
export const bookingContract = { ...pageContract, ...bookContract, ...offerContract, ...waitContract } as const;
