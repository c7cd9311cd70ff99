import { bookContract } from "./contract/book.ts";
import { pageContract } from "./contract/page.ts";

/** Everything about appointments with outsiders. */
export const bookingContract = { ...pageContract, ...bookContract } as const;
