import { FileButton } from "@mantine/core";
import { useEffect, useMemo } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { ActButton } from "./act-button.tsx";
import { IconUpload } from "./icons.ts";
import css from "./picture-field.module.css";
import { words } from "./words.ts";

/** Chooses a picture and shows it; `shown` is the address of the one that there is already. */
export const PictureField = ({
  label,
  help,
  file,
  shown,
  error,
  onChange,
}: {
  label: Text;
  help?: Text;
  file: File | undefined;
  shown?: string | undefined;
  error?: string | undefined;
  onChange(file: File | undefined): void;
}) => {
  const t = useSay();
  const address = useMemo(() => (file ? URL.createObjectURL(file) : undefined), [file]);
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  const picture = address ?? shown;
  return (
    <div className={css["field"]}>
      <p className={css["label"]}>{t(label)}</p>
      {help ? <p className={css["help"]}>{t(help)}</p> : null}
      <div className={css["row"]}>
        <span className={css["picture"]}>{picture ? <img src={picture} alt="" /> : null}</span>
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(chosen) => onChange(chosen ?? undefined)}>
          {({ onClick }) => <ActButton label={words.choosePicture} icon={<IconUpload size={18} aria-hidden />} onAct={onClick} />}
        </FileButton>
        {file ? <ActButton label={words.clear} onAct={() => onChange(undefined)} /> : null}
      </div>
      {error ? (
        <p className={css["error"]} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
};
