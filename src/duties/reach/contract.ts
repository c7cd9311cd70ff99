import { attentionContract } from "./contract/attention.ts";
import { channelContract } from "./contract/channel.ts";
import { linkContract } from "./contract/link.ts";
import { presenceContract } from "./contract/presence.ts";
import { pushContract } from "./contract/push.ts";
import { reachContract as wayContract } from "./contract/reach.ts";

/** Everything that the duty reach offers: the desk, the way to a person, presence, browsers, channels, links. */
export const reachContract = {
  ...attentionContract,
  ...wayContract,
  ...presenceContract,
  ...pushContract,
  ...channelContract,
  ...linkContract,
} as const;
