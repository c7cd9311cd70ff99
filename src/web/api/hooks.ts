import { QueryClient, useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { serverNow } from "../i18n/clock.ts";
import { keepForLater } from "../offline/outbox.ts";
import { findCopy, keepCopy, reader } from "../offline/reading-copy.ts";
import { sawCopy } from "../offline/copy-age.ts";
import { ask, asksFor, give, inNameOf, newKey, NoAnswer, type CommandName, type Input, type Output, type QueryName } from "./client.ts";
import { touches } from "./topics.ts";

const MINUTE_MS = 60_000;

/** What is known in this browser; read again when the wire says so, and every minute in any case. */
export const known = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: MINUTE_MS,
      refetchInterval: MINUTE_MS,
      refetchOnWindowFocus: true,
      // Without a network the reading copy answers; react-query must not wait for one.
      networkMode: "always",
      retry: (count, error) => error instanceof NoAnswer && navigator.onLine && count < 2,
    },
    mutations: { networkMode: "always" },
  },
});

/** Marks what these topics touch as old, so that open screens read it again. */
export const changed = (topics: readonly string[]): void => {
  if (topics.includes("*")) return void known.invalidateQueries();
  void known.invalidateQueries({ predicate: ({ queryKey }) => touches(topics, String(queryKey[0]), queryKey[1]) });
};

/** The command could not be sent; it lies on this device and is sent by itself later. */
export class Queued extends Error {
  constructor() {
    super("queued");
    this.name = "Queued";
  }
}

/** Asks a query; without an answer, the copy that was read last on this device by the same person. */
export const askOrRemember = async <N extends QueryName>(name: N, input: Input<N>, signal?: AbortSignal): Promise<Output<N>> => {
  const key = JSON.stringify([asksFor(name) ?? reader() ?? "", name, input]);
  try {
    const answer = await ask(name, input, signal);
    void keepCopy(key, answer, serverNow()).catch(() => {});
    return answer;
  } catch (error) {
    const copy = error instanceof NoAnswer ? await findCopy(key).catch(() => undefined) : undefined;
    if (!copy) throw error;
    sawCopy(copy.at);
    return copy.answer as Output<N>;
  }
};

/** The answer to a query, kept up to date; without a connection, the copy that was read last. */
export const useAsk = <N extends QueryName>(
  name: N,
  input: Input<N>,
  more: { enabled?: boolean; keep?: boolean } = {},
): UseQueryResult<Output<N>> =>
  useQuery<unknown>({
    queryKey: [name, input, asksFor(name)],
    queryFn: ({ signal }) => askOrRemember(name, input, signal),
    ...(more.enabled === undefined ? {} : { enabled: more.enabled }),
    ...(more.keep ? { placeholderData: (before: unknown) => before } : {}),
  }) as UseQueryResult<Output<N>>;

// A wish that got no answer keeps its key: pressed again, it runs once all the same.
const unanswered = new Map<string, string>();

const giveOnce = async <N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> => {
  const wish = JSON.stringify([name, input, inNameOf(name)]);
  const key = unanswered.get(wish) ?? newKey();
  unanswered.set(wish, key);
  try {
    const output = await give(name, input, key);
    unanswered.delete(wish);
    return output;
  } catch (error) {
    if (!(error instanceof NoAnswer)) unanswered.delete(wish);
    throw error;
  }
};

const giveOrQueue = async <N extends CommandName>(name: N, input: Input<N>, title: string): Promise<Output<N>> => {
  const personId = reader();
  try {
    return await giveOnce(name, input);
  } catch (error) {
    if (!(error instanceof NoAnswer) || !personId) throw error;
    const wish = JSON.stringify([name, input, inNameOf(name)]);
    const key = unanswered.get(wish) ?? newKey();
    await keepForLater({ key, personId, name, input, actingFor: inNameOf(name) ?? undefined, title, madeAt: serverNow() });
    unanswered.delete(wish);
    throw new Queued();
  }
};

/** A command to give. With `queueAs`, it is kept on this device when there is no answer (then `Queued` is thrown) and sent later. */
export const useGive = <N extends CommandName>(
  name: N,
  after?: (output: Output<N>) => void,
  more: { queueAs?: (input: Input<N>) => string } = {},
): UseMutationResult<Output<N>, Error, Input<N>> =>
  useMutation<Output<N>, Error, Input<N>>({
    mutationFn: (input) => (more.queueAs ? giveOrQueue(name, input, more.queueAs(input)) : giveOnce(name, input)),
    onSuccess: (output) => {
      changed([name.split(".")[0] ?? name]);
      after?.(output);
    },
  });
