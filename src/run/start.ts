import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { theClerk } from "#kernel/actor/actor.ts";
import { systemClock } from "#kernel/clock/clock.ts";
import type { Config } from "#kernel/config/config.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { openLog, type Logger } from "#kernel/log/log.ts";
import { openTracer, type Tracer } from "#kernel/log/tracing.ts";
import { httpDoor, listen } from "#doors/http/server.ts";
import { tracedHandler } from "#doors/http/traced.ts";
import { openMetrics } from "#doors/http/metrics.ts";
import { calendarRoutes } from "./calendar-routes.ts";
import { mcpRoute } from "#doors/mcp/route.ts";
import { companyProfile } from "#duties/company/index.ts";
import { identify } from "#duties/access/index.ts";
import type { House } from "../house.ts";
import { openPremises } from "./premises.ts";
import { setUpByEnvironment } from "./set-up.ts";

const WEB_ROOT = fileURLToPath(new URL("../../dist/", import.meta.url));
const CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const newSetUpCode = (): string => Array.from({ length: 10 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");

const ALREADY_SET_UP = "ALREADY_SET_UP";

/** A container that is told everything by its environment needs nobody to set it up. */
const setUpUnattended = async (house: House): Promise<void> => {
  if (house.settings.get(companyProfile) !== null) return;
  const wish = await setUpByEnvironment(process.env);
  if (!wish) return;
  await house.pipeline.call("company.set-up", wish, { actor: theClerk("cli") }).catch((error: unknown) => {
    // Another process on the same database was first.
    if (!(error instanceof Refusal && error.code === ALREADY_SET_UP)) throw error;
  });
  await house.settings.reload();
};

/** A running Kerani. */
export type Running = { url: string; port: number; mailPort: number | undefined; close(): Promise<void> };

const tracerFor = ({ traceUrl, traceHeaders }: Config, version: string, log: Logger): Tracer | undefined =>
  traceUrl ? openTracer({ endpoint: traceUrl, headers: traceHeaders, version, clock: systemClock, log }) : undefined;

/** Starts everything and says where to open it. */
export const startKerani = async (config: Config, version: string, say: (line: string) => void): Promise<Running> => {
  const log = openLog(config.logLevel);
  const tracer = tracerFor(config, version, log);
  let address = config.url ?? `http://${config.host}:${config.port}`;
  let metrics: ReturnType<typeof openMetrics> | undefined;
  const setUpCode = newSetUpCode();
  const premises = await openPremises(config, {
    background: true,
    url: () => address,
    setUpCode,
    log,
    observe: (...told) => metrics?.observe(...told),
    tracer,
  }).catch(async (error: unknown) => {
    await tracer?.close();
    throw error;
  });
  const { house } = premises;
  try {
    await setUpUnattended(house);
    metrics = openMetrics(() => house.pool);
    const who = (shown: Parameters<typeof identify>[1]) => identify({ tx: house.db, now: house.clock.now() }, shown);
    const handler = httpDoor({
      house,
      identify: who,
      metrics,
      version,
      webRoot: WEB_ROOT,
      trustProxy: config.trustProxy,
      https: () => address.startsWith("https:"),
      routes: [
        mcpRoute({ pipeline: house.pipeline, registry: house.registry, log, version, identify: who }),
        ...calendarRoutes(house, who),
      ],
    });
    const mailPort = config.smtpPort === undefined ? undefined : await premises.mail.listen(config.smtpHost, config.smtpPort);
    const door = await listen(tracer ? tracedHandler(handler, tracer) : handler, config.host, config.port);
    if (!config.url) address = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${door.port}`;
    const fresh = house.settings.get(companyProfile) === null;
    say(fresh ? `Kerani siap disiapkan / is ready to be set up: ${address}/setup?code=${setUpCode}` : `Kerani siap / is ready: ${address}`);
    if (mailPort !== undefined) say(`Pintu surel / mail door: ${config.smtpHost}:${mailPort}`);
    return {
      url: address,
      port: door.port,
      mailPort,
      async close() {
        await door.close();
        await premises.close();
        await tracer?.close();
      },
    };
  } catch (error) {
    await premises.close();
    await tracer?.close();
    throw error;
  }
};

/** Starts and stays until a signal asks it to stop; work under way finishes first. */
export const stayOpen = async (config: Config, version: string, say: (line: string) => void): Promise<void> => {
  const running = await startKerani(config, version, say);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await running.close();
};
