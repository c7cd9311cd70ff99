import type { Services } from "#kernel/pipeline/work.ts";
import { changedPolicies, withUsual } from "../policies.ts";
import type { Surroundings } from "../engine/load.ts";
import { readyChannels } from "../ways.ts";

/** What a plan made now would stand on: the policies, the channels that are set up, the catalogue. */
export const surroundingsOf = ({ settings, mail, registry }: Services): Surroundings => ({
  policies: withUsual(settings.get(changedPolicies)),
  ready: readyChannels(settings, mail),
  registry,
});
