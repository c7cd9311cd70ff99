import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../i18n/language.tsx";
import { words } from "./words.ts";

/** A question that must be answered before going on; Escape closes it, focus comes back. */
export const Dialog = ({
  title,
  open,
  onClose,
  children,
  wide = false,
}: {
  title: ReactNode;
  open: boolean;
  onClose(): void;
  children: ReactNode;
  wide?: boolean;
}) => {
  const t = useSay();
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={wide ? "xl" : "md"}
      closeButtonProps={{ "aria-label": t(words.close) }}
      styles={{ title: { fontWeight: 600, fontSize: "1.125rem" } }}
    >
      {children}
    </Modal>
  );
};
