import { useReader } from "../i18n/language.tsx";
import { useNow } from "../i18n/clock.ts";
import { capital, formatFull, formatMoment, formatSince } from "../i18n/time.ts";

/** How long ago or ahead, by the server's clock, with the full time as its title. */
export const TimeAgo = ({ at, className }: { at: string; className?: string | undefined }) => {
  const reader = useReader();
  const now = useNow();
  return (
    <time dateTime={at} title={formatFull(at, reader)} className={className}>
      {formatSince(at, reader, now)}
    </time>
  );
};

/** A moment as day and clock. */
export const Moment = ({ at, className }: { at: string; className?: string | undefined }) => {
  const reader = useReader();
  const now = useNow();
  return (
    <time dateTime={at} title={formatFull(at, reader)} className={className}>
      {capital(formatMoment(at, reader, now))}
    </time>
  );
};
