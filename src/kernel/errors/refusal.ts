import type { Lang, Text } from "#kernel/i18n/text.ts";

/** The eight kinds of refusal; each door translates the kind once. */
export type RefusalKind = "invalid" | "unauthenticated" | "forbidden" | "missing" | "conflict" | "limited" | "unavailable" | "unsupported";

/** A declared reason to say no: a stable code, its kind and its sentence in both languages. */
export type RefusalSpec<A extends unknown[] = never[]> = {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly text: Text | Text<A>;
};

/** One thing wrong in an input, at a path such as `callBack.at`. */
export type Problem = { path: string; text: Text };

/** The only expected error of Kerani. Thrown in a use case it rolls the transaction back; a door shows `text` to the reader. */
export class Refusal extends Error {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly text: Text;
  readonly data: Record<string, unknown>;
  readonly problems: Problem[];

  constructor(spec: { code: string; kind: RefusalKind; text: Text; data?: Record<string, unknown>; problems?: Problem[] }) {
    super(`${spec.code}: ${spec.text.en}`);
    this.name = "Refusal";
    this.code = spec.code;
    this.kind = spec.kind;
    this.text = spec.text;
    this.data = spec.data ?? {};
    this.problems = spec.problems ?? [];
  }

  /** The sentence in the reader's language. */
  sentence(lang: Lang): string {
    return this.text[lang];
  }
}

/** Declares a refusal once; calling the result makes the error to throw, its arguments filling the sentence. */
export const refusal = <A extends unknown[] = []>(code: string, kind: RefusalKind, text: Text<A>) => {
  const make = (...args: A) => {
    const fill = (part: unknown): string => (typeof part === "function" ? (part as (...a: A) => string)(...args) : (part as string));
    return new Refusal({ code, kind, text: { id: fill(text.id), en: fill(text.en) } });
  };
  return Object.assign(make, { code, kind });
};
