import { Stack } from "@mantine/core";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import type { Scope } from "./use-moves.tsx";
import { words } from "./words.ts";

/** Asks for which of a series a change is meant; the first answer is the one that people mostly mean. */
export const ScopeDialog = ({ open, onChoose, onClose }: { open: boolean; onChoose(scope: Scope): void; onClose(): void }) => {
  const t = useSay();
  return (
    <Dialog title={t(words.whichTitle)} open={open} onClose={onClose}>
      <Stack gap="md">
        <p>{t(words.whichText)}</p>
        <Stack gap="xs">
          <ActButton label={words.whichThis} main data-autofocus onAct={() => onChoose("this")} />
          <ActButton label={words.whichFollowing} onAct={() => onChoose("following")} />
          <ActButton label={words.whichAll} onAct={() => onChoose("all")} />
        </Stack>
      </Stack>
    </Dialog>
  );
};
