import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useNow } from "#web/i18n/clock.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { formatSince } from "#web/i18n/time.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { IconUserPlus } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { Photo } from "#web/ui/photo.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { Section } from "#web/ui/section.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { InviteForm } from "./invite-form.tsx";
import { RoleForm } from "./role-form.tsx";
import { words } from "./users-words.ts";

type User = Output<"user.list">["users"][number];

/** Who can come in: invite, give a role, switch off and on. */
export const UsersPart = () => {
  const t = useSay();
  const { me } = useSession();
  const { data } = useAsk("user.list", {});
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<string | undefined>();
  const users = [...(data?.users ?? [])].sort((a, b) => a.name.localeCompare(b.name, "id"));
  return (
    <Section
      title={t(words.users)}
      help={t(words.usersHelp)}
      acts={
        inviting ? null : (
          <ActButton label={words.invite} icon={<IconUserPlus size={18} aria-hidden />} main onAct={() => setInviting(true)} />
        )
      }
    >
      {inviting ? (
        <InviteForm
          onCancel={() => setInviting(false)}
          onDone={(made) => {
            setInviting(false);
            setLink(made);
          }}
        />
      ) : null}
      {link ? (
        <>
          <Notice kind="good">{t(words.inviteLink)}</Notice>
          <SecretLine value={link} />
        </>
      ) : null}
      {data ? (
        <Rows>
          {users.map((user) => (
            <UserRow key={user.personId} user={user} self={user.personId === me.id} onLink={setLink} />
          ))}
        </Rows>
      ) : (
        <WaitingRows />
      )}
    </Section>
  );
};

const UserRow = ({ user, self, onLink }: { user: User; self: boolean; onLink(link: string | undefined): void }) => {
  const t = useSay();
  const reader = useReader();
  const now = useNow();
  const toasts = useToasts();
  const form = useRun();
  const [changing, setChanging] = useState(false);
  const { personId, name, state } = user;
  const enable = (): Promise<unknown> => give("user.enable", { personId });
  const disable = (): void =>
    void form
      .run(() => give("user.disable", { personId }), undefined, ["user"])
      .then((done) => done && toasts.done(t(words.disabled, name), { undo: enable }));
  const again = (): void =>
    void form.run(async () => onLink((await give("user.invite", { personId, deliver: "link" })).link), undefined, ["user"]);
  const said = [
    user.email,
    t(words[user.role]),
    t(words.gradeOf, user.grade),
    user.signedInAt ? t(words.lastIn, formatSince(user.signedInAt, reader, now)) : t(words.neverIn),
    user.passkeys > 0 ? t(words.hasPasskeys, user.passkeys) : "",
    user.totp ? t(words.hasTotp) : "",
  ];
  const mark = self ? words.isYou : { active: null, invited: words.isInvited, disabled: words.isDisabled }[state];
  return (
    <>
      <Row
        icon={<Photo person={{ id: personId, name }} size={36} />}
        title={name}
        mark={mark ? t(mark) : null}
        hint={said.filter(Boolean).join(" · ")}
        acts={
          <>
            {state === "invited" ? <ActButton label={words.again} onAct={again} /> : null}
            <ActButton label={words.change} onAct={() => setChanging(!changing)} />
            {self ? null : state === "disabled" ? (
              <ActButton label={words.enable} onAct={() => void form.run(enable, t(words.enabled, name), ["user"])} />
            ) : (
              <ActButton label={words.disable} danger onAct={disable} />
            )}
          </>
        }
      />
      {form.refusal ? (
        <li>
          <Trouble of={form} />
        </li>
      ) : null}
      {changing ? (
        <li>
          <RoleForm user={user} onDone={() => setChanging(false)} />
        </li>
      ) : null}
    </>
  );
};
