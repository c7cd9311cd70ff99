import { give, type CommandName, type Input, type Output } from "#web/api/client.ts";
import { changed } from "#web/api/hooks.ts";
import { useToasts } from "#web/ui/toast.tsx";

/** An attention item as the desk shows it. */
export type Item = Output<"attention.show">["item"];

/** Gives a command about an item and says what became of it. */
export const useItemActs = () => {
  const toasts = useToasts();
  return <N extends CommandName>(name: N, input: Input<N>, said: string, undo?: () => Promise<unknown>): Promise<void> =>
    give(name, input).then(
      () => {
        changed(["attention", "message"]);
        return toasts.done(said, undo ? { undo: () => undo().then(() => changed(["attention"])) } : {});
      },
      (trouble: unknown) => toasts.trouble(trouble),
    );
};
