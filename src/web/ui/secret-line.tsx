import { useSay } from "../i18n/language.tsx";
import { ActButton } from "./act-button.tsx";
import { IconCopy } from "./icons.ts";
import css from "./secret-line.module.css";
import { useToasts } from "./toast.tsx";
import { words } from "./words.ts";

/** Something that is shown once and wants to be copied: a token, a link, recovery codes (one a line). */
export const SecretLine = ({ value }: { value: string }) => {
  const t = useSay();
  const toasts = useToasts();
  return (
    <div className={css["line"]}>
      <code>{value}</code>
      {/* Without TLS browsers give no clipboard; then it is marked with the mouse. */}
      {window.isSecureContext ? (
        <ActButton
          label={words.copy}
          icon={<IconCopy size={18} aria-hidden />}
          onAct={() => void navigator.clipboard.writeText(value).then(() => toasts.done(t(words.copied)), toasts.trouble)}
        />
      ) : null}
    </div>
  );
};
