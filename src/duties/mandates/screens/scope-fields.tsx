import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Checkbox, MultiSelect, Stack } from "@mantine/core";
import { isOwnName } from "#web/api/own-name.ts";
import { useCommands } from "#web/api/summaries.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { Filters } from "#web/ui/filters.tsx";
import { problemAt } from "#web/ui/trouble.ts";
import { words } from "./words.ts";

/** How much of one's authority is lent: all of it, some duties, or certain commands. */
export type Scope = { kind: "all" | "duties" | "commands"; duties: string[]; commands: string[] };

/** A scope as `mandate.give` takes it. */
export const piecesOf = ({ kind, duties, commands }: Scope): string[] => {
  if (kind === "all") return ["everything"];
  return kind === "duties" ? duties.map((name) => `duty:${name}`) : commands;
};

/** Chooses what is lent. */
export const ScopeFields = ({ scope, refusal, onScope }: { scope: Scope; refusal: unknown; onScope(scope: Scope): void }) => {
  const t = useSay();
  const { company } = useSession();
  const commands = useCommands();
  const error = problemAt(refusal, "scope");
  return (
    <Stack gap="sm">
      <Filters
        label={words.what}
        value={scope.kind}
        onChange={(kind) => onScope({ ...scope, kind })}
        filters={[
          { value: "all", label: words.everything },
          { value: "duties", label: words.onlySome },
          { value: "commands", label: words.onlyCommands },
        ]}
      />
      {scope.kind === "duties" ? (
        <Checkbox.Group label={t(words.duties)} error={error} value={scope.duties} onChange={(duties) => onScope({ ...scope, duties })}>
          <Stack gap="xs" mt="xs">
            {company.duties
              .filter(({ on }) => on)
              .map(({ name, title }) => (
                <Checkbox key={name} value={name} label={t(title)} />
              ))}
          </Stack>
        </Checkbox.Group>
      ) : null}
      {scope.kind === "commands" ? (
        <MultiSelect
          label={t(words.commands)}
          description={t(words.commandsHelp)}
          error={error}
          searchable
          hidePickedOptions
          limit={60}
          value={scope.commands}
          onChange={(picked) => onScope({ ...scope, commands: picked })}
          data={Object.entries(commands)
            .filter(([name]) => !isOwnName(name))
            .map(([name, summary]) => ({ value: name, label: t(summary) }))
            .sort((a, b) => a.label.localeCompare(b.label))}
        />
      ) : null}
      {scope.kind === "all" && error ? <p role="alert">{error}</p> : null}
    </Stack>
  );
};
