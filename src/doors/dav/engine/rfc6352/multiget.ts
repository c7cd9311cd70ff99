import type { Report } from "../report.ts";
import { multigetReport } from "../multiget.ts";
import { carddav } from "../names.ts";

/** `CARDDAV:addressbook-multiget` (RFC 6352 §8.7). */
export const ADDRESSBOOK_MULTIGET: Report = multigetReport(carddav("addressbook-multiget"), "addressbooks");
