import { bookContract } from "./contract/book.ts";
import { offerContract } from "./contract/offer.ts";
import { pageContract } from "./contract/page.ts";

/** Everything about appointments with outsiders. */
export const bookingContract = { ...pageContract, ...bookContract, ...offerContract } as const;
