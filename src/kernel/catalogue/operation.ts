import type { z } from "zod";
import type { Grade, Role } from "#kernel/actor/actor.ts";
import type { RefusalKind } from "#kernel/errors/refusal.ts";
import type { Text } from "#kernel/i18n/text.ts";

/** From which role and grade an operation is open; `stranger` needs no sign-in at all. */
export type Opens = { role: Role | "stranger"; grade?: Grade };

/** A declared refusal, as the catalogue lists it. */
export type DeclaredRefusal = { readonly code: string; readonly kind: RefusalKind };

type Shared<I, O> = {
  /** One sentence of help in both languages; the same in REST, MCP, CLI and the command bar. */
  summary: Text;
  input: I;
  output: O;
  opens: Opens;
  refusals?: readonly DeclaredRefusal[];
  /** Input fields that the command line takes without a flag, in order. */
  positional?: readonly string[];
  /** False keeps it from the doors for programs (MCP, CLI): sign-in ceremonies of a browser. */
  forPrograms?: boolean;
  /** True when it may not be used in another's name, whatever the mandate says. */
  ownNameOnly?: boolean;
  /** The largest body that the HTTP door reads for it; default 256 KiB. */
  mostBytes?: number;
};

/** A command as a duty declares it. */
export type CommandSpec<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = Shared<I, O> & {
  /** `reversible` names the command that takes it back; `final` cannot be undone. */
  effect: "reversible" | "final";
  reversal?: string;
  /** The sum that the command moves, in minor units, for the ceiling of a mandate. */
  amount?(input: z.output<I>): number | undefined;
  /** Input fields that must never be stored readable while the command waits for approval: such commands cannot be drafted. */
  secret?: boolean;
};

/** A query as a duty declares it. */
export type QuerySpec<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = Shared<I, O> & {
  /** The answer names a stored file (`{sha256, name, mediaType, size}`); the HTTP door then sends its bytes, always as a download. */
  answersFile?: boolean;
};

/** A command in the catalogue. */
export type Command<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = CommandSpec<I, O> & { kind: "command" };
/** A query in the catalogue. */
export type Query<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = QuerySpec<I, O> & { kind: "query" };
/** Anything in the catalogue. */
export type Operation = Command | Query;
/** What a duty offers, by name (`message.take`). */
export type Contract = Readonly<Record<string, Operation>>;

/** Declares a command. */
export const command = <I extends z.ZodObject, O extends z.ZodType>(spec: CommandSpec<I, O>): Command<I, O> => ({
  ...spec,
  kind: "command",
});
/** Declares a query. */
export const query = <I extends z.ZodObject, O extends z.ZodType>(spec: QuerySpec<I, O>): Query<I, O> => ({ ...spec, kind: "query" });

/** A field with its label in both languages; the English one is the description in OpenAPI and MCP. */
export const labelled = <S extends z.ZodType>(schema: S, label: Text): S => schema.meta({ description: label.en, "x-label-id": label.id });

/** The input that a caller gives for an operation (before defaults). */
export type InputOf<Op extends Operation> = z.input<Op["input"]>;
/** The answer of an operation. */
export type OutputOf<Op extends Operation> = z.output<Op["output"]>;
