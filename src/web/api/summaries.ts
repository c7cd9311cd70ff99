import { useQuery } from "@tanstack/react-query";
import type { Text } from "#kernel/i18n/text.ts";

type Described = { operationId?: string; summary?: string; description?: string };

const read = async (): Promise<Readonly<Record<string, Text>>> => {
  const answer = await fetch("/api/openapi.json");
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> };
  const all = Object.values(paths).flatMap((path) => Object.values(path));
  return Object.fromEntries(
    all.map(({ operationId = "", summary = operationId, description = summary }) => [operationId, { id: description, en: summary }]),
  );
};

/** What every command and query does, in both languages, from the catalogue's own description; empty until it is read. */
export const useSummaries = (): Readonly<Record<string, Text>> =>
  useQuery({ queryKey: ["catalogue"], queryFn: read, staleTime: Infinity }).data ?? {};
