import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Config } from "#kernel/config/config.ts";
import { signInFirst } from "#kernel/errors/house-refusals.ts";
import { openLog } from "#kernel/log/log.ts";
import { mcpServer } from "#doors/mcp/tools.ts";
import { identify } from "#duties/access/index.ts";
import { openPremises } from "./premises.ts";

/** Serves MCP on standard input and output, as the owner of KERANI_TOKEN, until the other side closes. */
export const serveMcpOnStdio = async ({ config, version }: { config: Config; version: string }): Promise<void> => {
  const token = process.env["KERANI_TOKEN"];
  if (!token) throw signInFirst();
  const log = openLog(config.logLevel);
  const premises = await openPremises(config, {
    background: false,
    url: () => config.url ?? `http://${config.host}:${config.port}`,
    setUpCode: "",
    log,
  });
  const { house } = premises;
  try {
    const actor = await identify({ tx: house.db, now: house.clock.now() }, { bearer: token, door: "mcp" });
    const server = mcpServer({ pipeline: house.pipeline, registry: house.registry, log, version }, actor);
    const transport = new StdioServerTransport();
    const closed = new Promise<void>((resolve) => {
      server.onclose = () => resolve();
      process.stdin.once("end", () => resolve());
    });
    await server.connect(transport);
    await closed;
  } finally {
    await premises.close();
  }
};
