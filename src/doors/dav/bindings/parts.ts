import type { Actor } from "#kernel/actor/actor.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import type { FileStore } from "#kernel/files/files.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import type { Asking } from "#duties/calendar/index.ts";
import type { Viewer } from "../engine/backend.ts";

/** What the binding stands on. */
export type DavParts = { db: unknown; clock: Clock; pipeline: Pipeline; files: FileStore };

/** The actor behind a viewer; the door that authenticated put it there. */
export const actorOf = (viewer: Viewer): Actor => viewer.actor as Actor;

/** What the reading functions of the duties want. */
export const askingOf = (parts: DavParts, viewer: Viewer): Asking => ({ tx: parts.db, now: parts.clock.now(), actor: actorOf(viewer) });
