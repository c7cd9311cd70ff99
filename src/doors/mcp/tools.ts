import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
  type Tool,
} from "@modelcontextprotocol/sdk/types.js";
import type { Actor } from "#kernel/actor/actor.ts";
import { authorise } from "#kernel/authority/authority.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { Operation } from "#kernel/catalogue/operation.ts";
import { wentWrong } from "#kernel/errors/house-refusals.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Logger } from "#kernel/log/log.ts";
import { Drafted } from "#kernel/pipeline/pending.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import { jsonSchema } from "../http/openapi.ts";

type ObjectSchema = { type: "object"; properties?: Record<string, object>; required?: string[] };

/** Every tool takes these beside its own input: a repeat-safe key, and the person in whose name to act. */
const EXTRAS = {
  idempotencyKey: { type: "string", maxLength: 200, description: "The same key runs once." },
  actingFor: { type: "string", format: "uuid", description: "Act in this person's name, by a mandate." },
};

const tools = new WeakMap<Operation, Tool>();

const toolOf = (name: string, operation: Operation): Tool => {
  let tool = tools.get(operation);
  if (!tool) {
    const input = jsonSchema(operation.input, "input") as ObjectSchema;
    const output = jsonSchema(operation.output, "output") as ObjectSchema;
    tool = {
      name,
      title: operation.summary.en,
      description: `${operation.summary.en}\n${operation.summary.id}`,
      inputSchema: { ...input, type: "object", properties: { ...input.properties, ...EXTRAS } },
      // A command may also answer that it waits for approval; its own shape is promised only where that cannot be.
      ...(operation.kind === "query" && output.type === "object" ? { outputSchema: { ...output, type: "object" } } : {}),
      annotations: {
        title: operation.summary.en,
        readOnlyHint: operation.kind === "query",
        destructiveHint: operation.kind === "command" && operation.effect === "final",
        openWorldHint: false,
      },
    };
    tools.set(operation, tool);
  }
  return tool;
};

const mayUse = (actor: Actor, name: string, operation: Operation): boolean => {
  try {
    authorise(actor, name, operation, {});
    return true;
  } catch {
    return false;
  }
};

const refused = (refusal: Refusal, actor: Actor): CallToolResult => {
  const body = {
    code: refusal.code,
    kind: refusal.kind,
    detail: refusal.sentence(actor.language),
    problems: refusal.problems.map(({ path, text }) => ({ path, detail: text[actor.language] })),
    ...refusal.data,
  };
  return { isError: !(refusal instanceof Drafted), content: [{ type: "text", text: JSON.stringify(body) }] };
};

/** What an MCP server stands on; one is made for each request, so that any process can answer any of them. */
export type McpParts = { pipeline: Pipeline; registry: Registry; log: Logger; version: string };

/** An MCP server that offers this actor's share of the catalogue as tools. */
export const mcpServer = ({ pipeline, registry, log, version }: McpParts, actor: Actor): Server => {
  const server = new Server(
    { name: "kerani", title: "Kerani", version },
    {
      capabilities: { tools: {} },
      instructions: "The operations desk of a company. Each tool is one act of a clerk; some wait for a person's approval.",
    },
  );
  const offered = registry
    .names()
    .map((name) => ({ name, operation: registry.find(name)?.operation as Operation }))
    .filter(({ name, operation }) => operation.forPrograms !== false && mayUse(actor, name, operation));

  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: offered.map(({ name, operation }) => toolOf(name, operation)) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }): Promise<CallToolResult> => {
    const found = offered.find(({ name }) => name === params.name);
    if (!found) throw new McpError(ErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
    const { idempotencyKey, actingFor, ...input } = (params.arguments ?? {}) as Record<string, unknown>;
    const requestId = newId();
    try {
      const output = await pipeline.call(found.name, input, {
        actor,
        requestId,
        ...(typeof idempotencyKey === "string" ? { idempotencyKey } : {}),
        ...(typeof actingFor === "string" ? { actingFor } : {}),
      });
      return {
        content: [{ type: "text", text: JSON.stringify(output ?? null) }],
        ...(output !== null && typeof output === "object" && !Array.isArray(output)
          ? { structuredContent: output as Record<string, unknown> }
          : {}),
      };
    } catch (error) {
      if (error instanceof Refusal) return refused(error, actor);
      log.error({ requestId, error: error instanceof Error ? error.stack : String(error) }, "a bug");
      return refused(wentWrong(requestId), actor);
    }
  });
  return server;
};
