import { QueryClient, useMutation, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ask, give, newKey, NoAnswer, type CommandName, type Input, type Output, type QueryName } from "./client.ts";

const MINUTE_MS = 60_000;

/** What is known in this browser; read again when the wire says so, and every minute in any case. */
export const known = new QueryClient({
  defaultOptions: {
    queries: { staleTime: MINUTE_MS, refetchInterval: MINUTE_MS, refetchOnWindowFocus: true, retry: (count, error) => error instanceof NoAnswer && count < 2 },
  },
});

/** The first part of the names of queries that a topic touches: `message:1` touches `message.*`; and people are named everywhere. */
const NOUNS: Readonly<Record<string, readonly string[]>> = {
  message: ["message", "attention"],
  message_note: ["message"],
  message_attachment: ["message"],
  attention: ["attention", "message"],
  attention_item: ["attention"],
  pending_command: ["approval", "attention"],
  mandate: ["mandate", "session", "attention"],
  actor: ["session", "person", "dial", "user"],
  setting: ["company", "session", "mail"],
};

const reachedBy = (topic: string): readonly string[] => {
  const noun = topic.split(":")[0] ?? topic;
  return NOUNS[noun] ?? [noun, noun.split("_")[0] ?? noun];
};

/** Marks what these topics touch as old, so that open screens read it again. */
export const changed = (topics: readonly string[]): void => {
  if (topics.includes("*")) return void known.invalidateQueries();
  const nouns = new Set(topics.flatMap(reachedBy));
  void known.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0]).split(".")[0] ?? "") });
};

/** The answer to a query, kept up to date. */
export const useAsk = <N extends QueryName>(name: N, input: Input<N>, more: { enabled?: boolean; keep?: boolean } = {}): UseQueryResult<Output<N>> =>
  useQuery({
    queryKey: [name, input],
    queryFn: ({ signal }) => ask(name, input, signal),
    ...(more.enabled === undefined ? {} : { enabled: more.enabled }),
    ...(more.keep ? { placeholderData: (before: Output<N> | undefined) => before as never } : {}),
  });

/** A command to give; a repeat of the same wish carries the same key, so that pressing twice runs once. */
export const useGive = <N extends CommandName>(name: N, after?: (output: Output<N>) => void) =>
  useMutation<Output<N>, Error, Input<N> & { key?: string }>({
    mutationFn: ({ key = newKey(), ...input }) => give(name, input as unknown as Input<N>, key),
    onSuccess: (output) => {
      changed([name.split(".")[0] ?? name]);
      after?.(output);
    },
  });
