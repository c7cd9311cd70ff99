import { useEffect, useState } from "react";
import { give, type Input } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { useComingIn, useDevice } from "./coming-in.ts";
import { SignInFrame } from "./public.tsx";
import { words } from "./words.ts";

// The answer of the sign-on server is good once; a page that is drawn twice must not give it twice.
let finishing: { query: string; done: Promise<unknown> } | undefined;

const finish = (query: string, device: string): Promise<unknown> => {
  if (finishing?.query !== query) finishing = { query, done: give("oidc.finish", { query, device } as Input<"oidc.finish">) };
  return finishing.done;
};

/** Where the company's single sign-on comes back to. */
export const OidcPage = () => {
  const t = useSay();
  const comeIn = useComingIn();
  const device = useDevice();
  const [trouble, setTrouble] = useState<unknown>();
  useEffect(() => {
    finish(window.location.search.slice(1), device).then(comeIn, setTrouble);
  }, [comeIn, device]);
  return (
    <SignInFrame title={t(trouble ? words.oidcFailed : words.oidcWait)} backLink={Boolean(trouble)}>
      {trouble ? <Notice kind="trouble">{sentenceOf(trouble, t)}</Notice> : null}
    </SignInFrame>
  );
};
