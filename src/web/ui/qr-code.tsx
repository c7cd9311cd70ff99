import { useMemo } from "react";
import { encode } from "uqr";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";

const QUIET = 4;

/** A QR code (ISO/IEC 18004) of a text, dark on white in either scheme, so that every camera reads it. */
export const QrCode = ({ text, label, size = 200 }: { text: string; label: Text; size?: number }) => {
  const t = useSay();
  const { path, side } = useMemo(() => {
    const code = encode(text, { border: QUIET });
    const path = code.data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
    return { path, side: code.size };
  }, [text]);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here: the secret in it becomes no address
    <svg role="img" aria-label={t(label)} width={size} height={size} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
