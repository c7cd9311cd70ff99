import { z } from "zod";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { Operation } from "#kernel/catalogue/operation.ts";
import { STATUS } from "./problem.ts";

type Schema = Record<string, unknown>;

/** A zod schema as JSON Schema 2020-12, as MCP and OpenAPI 3.1 read it; `$schema` is left to the document. */
export const jsonSchema = (schema: z.ZodType, io: "input" | "output"): Schema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" }) as Schema;
  return rest;
};

const PROBLEM: Schema = {
  type: "object",
  description: "Why the desk said no (RFC 9457).",
  required: ["type", "title", "status", "detail", "code", "kind"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "One sentence in the reader's language." },
    instance: { type: "string", format: "uri" },
    code: { type: "string" },
    kind: { type: "string", enum: Object.keys(STATUS) },
    problems: {
      type: "array",
      items: { type: "object", required: ["path", "detail"], properties: { path: { type: "string" }, detail: { type: "string" } } },
    },
    data: { type: "object" },
  },
};

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const parametersOf = (input: Schema) => {
  const required = new Set((input["required"] as string[] | undefined) ?? []);
  return Object.entries((input["properties"] ?? {}) as Record<string, Schema>).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.has(name),
    ...(typeof schema["description"] === "string" ? { description: schema["description"] } : {}),
    schema,
  }));
};

const WRITE_HEADERS = [
  {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: "The same key by the same actor runs once.",
    schema: { type: "string", maxLength: 200 },
  },
];
const FOR_HEADER = {
  name: "X-Kerani-For",
  in: "header",
  required: false,
  description: "Act in this person's name, by a mandate.",
  schema: { type: "string", format: "uuid" },
};

const answersOf = (operation: Operation) => {
  const file = operation.kind === "query" && operation.answersFile;
  const content = file
    ? { "application/octet-stream": { schema: { type: "string", format: "binary" } } }
    : { "application/json": { schema: jsonSchema(operation.output, "output") } };
  const answers: Record<string, unknown> = {
    200: { description: file ? "The file." : "Done.", content },
    400: problem("The input is not right."),
    403: problem("Not allowed."),
  };
  if (operation.kind === "command") {
    answers["202"] = {
      description: "Waits for a supervisor's approval.",
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["waitsForApproval", "detail"],
            properties: { waitsForApproval: { type: "string", format: "uuid" }, detail: { type: "string" } },
          },
        },
      },
    };
  }
  if (operation.opens.role !== "stranger") answers["401"] = problem("Not signed in.");
  for (const { kind } of operation.refusals ?? []) answers[String(STATUS[kind])] ??= problem(kind);
  return answers;
};

const describe = (name: string, operation: Operation, duty: string) => {
  const input = jsonSchema(operation.input, "input");
  const query = operation.kind === "query";
  return {
    [query ? "get" : "post"]: {
      operationId: name,
      summary: operation.summary.en,
      description: operation.summary.id,
      tags: [duty],
      ...(operation.opens.role === "stranger" ? { security: [] } : {}),
      parameters: query ? [...parametersOf(input), FOR_HEADER] : [...WRITE_HEADERS, FOR_HEADER],
      ...(query ? {} : { requestBody: { required: true, content: { "application/json": { schema: input } } } }),
      responses: answersOf(operation),
      "x-kerani-kind": operation.kind,
      "x-kerani-opens": operation.opens,
      ...(operation.kind === "command"
        ? { "x-kerani-effect": operation.effect, ...(operation.reversal ? { "x-kerani-reversal": operation.reversal } : {}) }
        : {}),
      "x-kerani-refusals": (operation.refusals ?? []).map(({ code, kind }) => ({ code, kind })),
    },
  };
};

/** The OpenAPI 3.1 document of the whole catalogue, the same for everybody. */
export const openApiDocument = (registry: Registry, version: string): Schema => ({
  openapi: "3.1.0",
  info: {
    title: "Kerani",
    version,
    description:
      "Every act of the desk is one command. POST gives a command, GET asks a query. Refusals are problem documents (RFC 9457) with a stable code.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: "/" }],
  security: [{ token: [] }, { session: [] }],
  tags: registry.duties.map(({ name, title }) => ({ name, description: title.en })),
  paths: Object.fromEntries(
    registry.names().map((name) => {
      const { operation, duty } = registry.find(name) as NonNullable<ReturnType<Registry["find"]>>;
      return [`/api/${name.replace(".", "/")}`, describe(name, operation, duty.name)];
    }),
  ),
  components: {
    schemas: { Problem: PROBLEM },
    securitySchemes: {
      token: { type: "http", scheme: "bearer", description: "An API token." },
      session: { type: "apiKey", in: "cookie", name: "kerani", description: "The session of a browser." },
    },
  },
});
