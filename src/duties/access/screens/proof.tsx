import { Button, Stack } from "@mantine/core";
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from "react";
import { ApiRefusal, give } from "#web/api/client.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { PasswordField, TextField } from "#web/ui/field.tsx";
import { IconFingerprint } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { signInTrouble, useDevice } from "./coming-in.ts";
import { canUsePasskeys, openWithPasskey } from "./passkey.ts";
import { words } from "./words.ts";

type Proving = <T>(work: () => Promise<T>) => Promise<T>;

const Proving = createContext<Proving>((work) => work());

/** Runs work that touches the account; where Kerani wants a fresh proof, it is asked for and the work is done again. */
export const useProof = (): Proving => useContext(Proving);

const wantsProof = (error: unknown): boolean => error instanceof ApiRefusal && error.code === "PROVE_AGAIN";

/** Keeps the question "is it really you?" at hand for the screens below. */
export const ProofHome = ({ children }: { children: ReactNode }) => {
  const [open, setOpen] = useState(false);
  const answer = useRef<((proved: boolean) => void) | undefined>(undefined);
  const settle = (proved: boolean): void => {
    setOpen(false);
    answer.current?.(proved);
    answer.current = undefined;
  };
  const proving = useCallback<Proving>(async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!wantsProof(error)) throw error;
      const proved = await new Promise<boolean>((resolve) => {
        answer.current = resolve;
        setOpen(true);
      });
      if (!proved) throw error;
      return work();
    }
  }, []);
  return (
    <Proving value={proving}>
      {children}
      <ProofDialog open={open} onProved={() => settle(true)} onClose={() => settle(false)} />
    </Proving>
  );
};

const ProofDialog = ({ open, onProved, onClose }: { open: boolean; onProved(): void; onClose(): void }) => {
  const t = useSay();
  return (
    <Dialog title={t(words.proveTitle)} open={open} onClose={onClose}>
      {open ? <ProofForm onProved={onProved} /> : null}
    </Dialog>
  );
};

const ProofForm = ({ onProved }: { onProved(): void }) => {
  const t = useSay();
  const { me } = useSession();
  const device = useDevice();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const attempt = (work: () => Promise<unknown>): void => {
    setBusy(true);
    setTrouble(undefined);
    work()
      .then(onProved, setTrouble)
      .finally(() => setBusy(false));
  };
  const byWord = (): void => attempt(() => give("session.prove", password ? { password } : { code }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        byWord();
      }}
    >
      <Stack gap="md">
        <p>{t(words.proveHelp)}</p>
        {trouble ? <Notice kind="trouble">{signInTrouble(trouble, t)}</Notice> : null}
        {me.password ? (
          <PasswordField
            label={words.password}
            name="password"
            autoComplete="current-password"
            data-autofocus
            value={password}
            onChange={setPassword}
          />
        ) : null}
        {me.totp ? (
          <TextField
            label={me.password ? words.proveCode : words.code}
            name="code"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
          />
        ) : null}
        {me.password || me.totp ? (
          <ActButton label={words.goOn} main type="submit" loading={busy} disabled={!password && !code} onAct={() => undefined} />
        ) : null}
        {me.passkeys > 0 && canUsePasskeys() ? (
          <Button
            variant="default"
            leftSection={<IconFingerprint size={20} aria-hidden />}
            loading={busy}
            onClick={() => attempt(() => openWithPasskey(device))}
          >
            {t(words.provePasskey)}
          </Button>
        ) : null}
      </Stack>
    </form>
  );
};
