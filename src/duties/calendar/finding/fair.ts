import type { Minute } from "./busy.ts";

/** One member of a team: how often they were given something, when last, how many minutes lie before them. */
export type Member = {
  id: string;
  /** Their share of the team's work; 1 unless said, 0 for nobody's turn. */
  weight?: number;
  assigned: number;
  last?: Minute;
  /** Minutes of appointments in the time that counts. */
  load: number;
};

/** Round robin evens out how often, least busy how long. */
export type Fairness = "round-robin" | "least-busy";

const byId = (a: Member, b: Member): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const share = (member: Member, fairness: Fairness): number =>
  (fairness === "round-robin" ? member.assigned : member.load) / (member.weight ?? 1);

/**
 * The free members in the order in which it is their turn: who had the smallest share of what is theirs, then who waited
 * longest, then by id. The order of the input plays no part.
 */
export const inTurn = (team: readonly Member[], free: readonly string[], fairness: Fairness): string[] => {
  const here = new Set(free);
  return team
    .filter(({ id, weight = 1 }) => here.has(id) && weight > 0)
    .sort((a, b) => share(a, fairness) - share(b, fairness) || Math.sign((a.last ?? -Infinity) - (b.last ?? -Infinity)) || byId(a, b))
    .map(({ id }) => id);
};

/** The `need` members whose turn it is; undefined when too few are free. */
export const chosen = (team: readonly Member[], free: readonly string[], need: number, fairness: Fairness): string[] | undefined => {
  const order = inTurn(team, free, fairness);
  return order.length < need ? undefined : order.slice(0, need);
};
