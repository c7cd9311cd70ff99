import { useQuery } from "@tanstack/react-query";
import type { Text } from "#kernel/i18n/text.ts";
import { fieldsIn, type Field, type Schema } from "./fields.ts";

type Described = {
  operationId?: string;
  summary?: string;
  description?: string;
  requestBody?: { content?: Record<string, { schema?: Schema }> };
};
type Known = { summary: Text; schema: Schema | undefined };

const read = async (): Promise<Readonly<Record<string, Known>>> => {
  const answer = await fetch("/api/openapi.json");
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> };
  const all = Object.values(paths).flatMap((path) => Object.values(path));
  return Object.fromEntries(
    all.map(({ operationId = "", summary = operationId, description = summary, requestBody }) => [
      operationId,
      { summary: { id: description, en: summary }, schema: requestBody?.content?.["application/json"]?.schema },
    ]),
  );
};

const catalogue = { queryKey: ["catalogue"], queryFn: read, staleTime: Infinity };
const summariesOf = (known: Readonly<Record<string, Known>>): Readonly<Record<string, Text>> =>
  Object.fromEntries(Object.entries(known).map(([name, { summary }]) => [name, summary]));
const commandsOf = (known: Readonly<Record<string, Known>>): Readonly<Record<string, Text>> =>
  Object.fromEntries(Object.entries(known).flatMap(([name, { summary, schema }]) => (schema ? [[name, summary]] : [])));

/** What every command and query does, in both languages, from the catalogue's own description; empty until it is read. */
export const useSummaries = (): Readonly<Record<string, Text>> => useQuery({ ...catalogue, select: summariesOf }).data ?? {};

/** The same of the commands alone. */
export const useCommands = (): Readonly<Record<string, Text>> => useQuery({ ...catalogue, select: commandsOf }).data ?? {};

/** The fields of one command as its form would have them; undefined until the catalogue is read. */
export const useFields = (command: string): readonly Field[] | undefined => {
  const { data } = useQuery(catalogue);
  return data ? fieldsIn(data[command]?.schema) : undefined;
};
