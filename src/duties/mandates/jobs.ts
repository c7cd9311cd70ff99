import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { settleSubject } from "#kernel/attention/attention.ts";
import { askForReport, returnToPrincipal } from "./notices.ts";
import { findMandate } from "./store.ts";

/** The minute in which a mandate begins: open screens read again, and reach turns to the delegate. */
export const begin: JobHandler = async (work, { mandateId }) => {
  const row = await findMandate(work, String(mandateId));
  if (!row || row.closedAt) return;
  work.touch("mandate", `mandate:${row.id}`);
  await work.announce("mandate.changed", { principalId: row.principalId });
};

/** The minute in which a mandate ends: everything is the principal's again, with a report of what was done. */
export const end: JobHandler = async (work, { mandateId }) => {
  const row = await findMandate(work, String(mandateId));
  if (!row || row.closedAt) return;
  work.touch("mandate", `mandate:${row.id}`);
  await settleSubject(work, { type: "mandate", id: row.id }, "over");
  await returnToPrincipal(work, row);
  await askForReport(work, row);
  await work.announce("mandate.changed", { principalId: row.principalId });
};
