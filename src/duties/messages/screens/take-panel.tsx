import { useLocation, useSearchParams } from "wouter";
import { inNameOf } from "#web/api/client.ts";
import { useSession } from "#web/app/session.tsx";
import { lastPlace } from "#web/frame/last-place.ts";
import { serverNow } from "#web/i18n/clock.ts";
import { useSay } from "#web/i18n/language.tsx";
import { keepForLater } from "#web/offline/outbox.ts";
import { Opened } from "#web/ui/opened.tsx";
import { Composer } from "./composer.tsx";
import { dropDraft } from "./draft.ts";
import { words } from "./words.ts";

/** A new message beside the list; what the command bar heard is filled in, and afterwards one is back where one was. */
export const TakePanel = () => {
  const t = useSay();
  const [, go] = useLocation();
  const [heard] = useSearchParams();
  const { me } = useSession();
  const spoken = heard.size > 0 ? { for: heard.get("for") ?? "", from: heard.get("from") ?? "", body: heard.get("body") ?? "" } : undefined;
  const leave = (): void => {
    dropDraft();
    go(lastPlace());
  };
  return (
    <Opened title={t(words.take)} hint={t(words.takeHint)}>
      <Composer
        key={heard.toString()}
        spoken={spoken}
        keepForLater={(wish) =>
          keepForLater({ ...wish, personId: me.id, actingFor: inNameOf(wish.name) ?? undefined, madeAt: serverNow() })
        }
        onDone={leave}
        onCancel={leave}
      />
    </Opened>
  );
};
