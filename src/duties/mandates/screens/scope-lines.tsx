import type { Output } from "#web/api/client.ts";
import { useSummaries } from "#web/api/summaries.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";

/** What a mandate lends, each piece in words on a line of its own. */
export const ScopeLines = ({ mandate: { scope, lends } }: { mandate: Pick<Output<"mandate.show">["mandate"], "scope" | "lends"> }) => {
  const t = useSay();
  const { company } = useSession();
  const summaries = useSummaries();
  const pieces = scope.map((piece) => company.duties.find(({ name }) => piece === `duty:${name}`)?.title ?? summaries[piece]);
  // A piece that has no words of its own (everything, message.*) is said by the whole sentence.
  if (scope.length === 1 || pieces.includes(undefined)) return <>{t(lends).replace(/^./, (first) => first.toUpperCase())}</>;
  return <ul>{pieces.map((piece) => (piece ? <li key={piece.en}>{t(piece)}</li> : null))}</ul>;
};
