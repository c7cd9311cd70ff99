import type { contracts } from "./contracts.ts";

type Joined<L extends readonly object[]> = L extends readonly [infer F, ...infer R extends readonly object[]] ? F & Joined<R> : unknown;

/** Every command and query of Kerani by name; the typed clients are made of this. */
export type Catalogue = Joined<typeof contracts>;
