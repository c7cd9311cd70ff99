import { theClerk } from "#kernel/actor/actor.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { Config } from "#kernel/config/config.ts";
import { openLog } from "#kernel/log/log.ts";
import { remoteCaller, type Caller } from "#doors/cli/callers.ts";
import { openPremises, type Premises } from "./premises.ts";

/**
 * How the command line reaches Kerani: over REST when KERANI_TOKEN is set; otherwise straight on the data folder,
 * as the operator of this machine, who could read it anyway.
 */
export const callerFor = (parts: { config: Config; registry: Registry }) => {
  let premises: Premises | undefined;
  const { config, registry } = parts;
  const local = async (): Promise<Caller> => {
    premises = await openPremises(config, {
      background: false,
      url: () => config.url ?? `http://${config.host}:${config.port}`,
      setUpCode: "",
      log: openLog("silent"),
    });
    const { pipeline, live } = premises.house;
    const operator = { ...theClerk("cli"), name: `Kerani (${process.env["USER"] ?? "console"})` };
    return async (name, input, more) => {
      const answer = await pipeline.call(name, input, {
        actor: operator,
        ...(more.idempotencyKey ? { idempotencyKey: more.idempotencyKey } : {}),
        ...(more.actingFor ? { actingFor: more.actingFor } : {}),
      });
      await live.close();
      return answer;
    };
  };
  return {
    open: async (): Promise<Caller> => {
      const token = process.env["KERANI_TOKEN"];
      return token ? remoteCaller(registry, config.url ?? `http://${config.host}:${config.port}`, token) : local();
    },
    close: async () => premises?.close(),
  };
};
