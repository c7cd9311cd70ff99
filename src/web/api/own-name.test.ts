import { expect, test } from "vitest";
import { contracts } from "../../contracts.ts";
import { isOwnName } from "./own-name.ts";

const operations = contracts.flatMap((contract) => Object.entries(contract as Record<string, { ownNameOnly?: boolean }>));

test("what the desk refuses in another's name is never sent in one", () => {
  const forgotten = operations.filter(([name, { ownNameOnly }]) => ownNameOnly && !isOwnName(name)).map(([name]) => name);
  expect(forgotten).toEqual([]);
});

test("the work of the desk is done in the name of whom one acts for", () => {
  for (const name of ["message.take", "message.list", "person.card", "mandate.list", "approval.decide"])
    expect(isOwnName(name)).toBe(false);
});
