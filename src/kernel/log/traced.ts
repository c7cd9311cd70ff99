import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import type { Tracer } from "./tracing.ts";

/** The same pipeline, each command, query and job a span under its name in the catalogue. */
export const traced = (pipeline: Pipeline, tracer: Tracer): Pipeline => ({
  registry: pipeline.registry,
  call(name, input, call) {
    // What a stranger calls something that is not in the catalogue is not kept.
    const kind = pipeline.registry.find(name)?.operation.kind;
    const attributes = { "kerani.door": call.actor.door, "kerani.actor": call.actor.kind, "kerani.operation": kind ?? "unknown" };
    return tracer.span({ name: kind ? name : "unknown", attributes }, () => pipeline.call(name, input, call));
  },
  asSystem: (label, step, door) =>
    tracer.span({ name: label, attributes: { "kerani.operation": "job" } }, () => pipeline.asSystem(label, step, door)),
});
