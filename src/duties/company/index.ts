import { defineDuty } from "#kernel/catalogue/duty.ts";
import { companyContract } from "./contract.ts";
import { companyHandlers } from "./use-cases.ts";

export { companyProfile, switchedOffDuties } from "./settings.ts";
export { companyContract } from "./contract.ts";

/** The company as a whole: set-up, settings, supervision, approvals, journal. */
export const company = defineDuty({
  name: "company",
  title: { id: "Perusahaan", en: "Company" },
  optional: false,
  contract: companyContract,
  handlers: companyHandlers,
  covered: ["actor", "pending_command"],
});
