import { z } from "zod";
import { id, instantOut, urgency } from "#kernel/catalogue/fields.ts";
import { labelled } from "#kernel/catalogue/operation.ts";
import { CHANNEL_NAMES } from "../rules/facts.ts";

/** A sentence in both languages. */
export const text = z.object({ id: z.string(), en: z.string() });
/** A person by id and name. */
export const who = z.object({ id: z.string(), name: z.string() });
/** A way of telling. */
export const channel = z.enum(CHANNEL_NAMES);
/** The item that a command is about. */
export const whichItem = labelled(id(), { id: "Urusan", en: "Matter" });
/** A sentence and the instant that it tells of. */
export const line = z.object({ at: instantOut(), text });

/** An attention item as screens and programs get it. */
export const itemOut = z.object({
  id: z.string(),
  /** The short reference that people say on the telephone. */
  reference: z.string(),
  kind: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  title: text,
  detail: text.nullable(),
  owner: z.object({ kind: z.enum(["person", "post", "group", "desk"]), id: z.string().nullable(), name: text }),
  urgency: urgency(),
  confidentialFrom: z.number().nullable(),
  raisedAt: instantOut(),
  dueAt: instantOut().nullable(),
  overdue: z.boolean(),
  state: z.enum(["open", "acknowledged", "settled", "lapsed"]),
  acknowledged: z.object({ at: instantOut(), by: who.nullable(), door: z.string().nullable() }).nullable(),
  settled: z.object({ at: instantOut(), by: who.nullable(), outcome: z.string().nullable() }).nullable(),
  /** When an acknowledged item comes back if it is forgotten. */
  comesBackAt: instantOut().nullable(),
  /** How far the climb went, in sentences. */
  progress: z.array(line),
  next: line.nullable(),
  /** What is wrong, when nobody could be told. */
  trouble: text.nullable(),
  /** In whose name the asker acts on it, when it is theirs by a mandate. */
  actingFor: z.string().nullable(),
  /** The most likely next act. */
  act: z.object({ command: z.string(), input: z.record(z.string(), z.string()), label: text }),
  may: z.object({ acknowledge: z.boolean(), settle: z.boolean(), release: z.boolean() }),
});
/** An attention item, as the use cases make it. */
export type ItemOut = z.input<typeof itemOut>;

/** One step that was tried; the address only for those who may know it. */
export const stepOut = z.object({
  id: z.string(),
  climb: z.number(),
  person: who,
  rung: z.string(),
  channel,
  address: z.string().nullable(),
  reasons: z.array(text),
  at: instantOut(),
  tries: z.number(),
  state: z.enum(["sending", "accepted", "delivered", "failed", "dropped"]),
  finishedAt: instantOut().nullable(),
  word: text.nullable(),
  /** The service's own words, for administrators. */
  detail: z.string().nullable(),
  retryAt: instantOut().nullable(),
});
/** A tried step, as the use cases make it. */
export type StepOut = z.input<typeof stepOut>;
