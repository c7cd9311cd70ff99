import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { Role } from "#kernel/actor/actor.ts";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { IconAdjustments, IconPlus } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { SecretLine } from "#web/ui/secret-line.tsx";
import { Section } from "#web/ui/section.tsx";
import { words as account } from "./account-words.ts";
import { DialSection } from "./dial-section.tsx";
import { ProofHome, useProof } from "./proof.tsx";
import { RoleFields } from "./role-fields.tsx";
import { words } from "./users-words.ts";

type Program = Output<"program.list">["programs"][number];

/** Programs that act for the company, and how closely people and programs are supervised. */
export const ProgramsPart = () => (
  <ProofHome>
    <Programs />
    <DialSection />
  </ProofHome>
);

const Programs = () => {
  const t = useSay();
  const { data } = useAsk("program.list", {});
  const [adding, setAdding] = useState(false);
  const [token, setToken] = useState<string | undefined>();
  const programs = data?.programs ?? [];
  return (
    <Section
      title={t(words.programs)}
      help={t(words.programsHelp)}
      acts={adding ? null : <ActButton label={words.addProgram} icon={<IconPlus size={18} aria-hidden />} onAct={() => setAdding(true)} />}
    >
      {adding ? <ProgramForm onClose={() => setAdding(false)} /> : null}
      {token ? (
        <>
          <Notice kind="good">{t(account.tokenOnce)}</Notice>
          <SecretLine value={token} />
        </>
      ) : null}
      {data && programs.length === 0 ? <p>{t(words.noPrograms)}</p> : null}
      {programs.length > 0 ? (
        <Rows>
          {programs.map((program) => (
            <ProgramRow key={program.programId} program={program} onToken={setToken} />
          ))}
        </Rows>
      ) : null}
    </Section>
  );
};

const ProgramRow = ({ program, onToken }: { program: Program; onToken(token: string): void }) => {
  const t = useSay();
  const proving = useProof();
  const form = useRun();
  const { programId, name, active } = program;
  const said = [t(words[program.role]), t(words.gradeOf, program.grade), program.ownerName ? t(words.owner, program.ownerName) : ""];
  const makeToken = (): void =>
    void form.run(
      async () => onToken((await proving(() => give("token.create", { programId, label: name, scope: ["*"] }))).token),
      undefined,
      ["token"],
    );
  return (
    <>
      <Row
        icon={<IconAdjustments size={22} aria-hidden />}
        title={name}
        mark={active ? null : t(words.isOff)}
        hint={said.filter(Boolean).join(" · ")}
        acts={
          <>
            {active ? <ActButton label={words.giveToken} onAct={makeToken} /> : null}
            <ActButton
              label={active ? words.disable : words.enable}
              danger={active}
              onAct={() => void form.run(() => give("program.change", { programId, active: !active }), t(words.changed), ["program"])}
            />
          </>
        }
      />
      {form.refusal ? (
        <li>
          <Trouble of={form} />
        </li>
      ) : null}
    </>
  );
};

const ProgramForm = ({ onClose }: { onClose(): void }) => {
  const t = useSay();
  const form = useRun();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("staff");
  const [grade, setGrade] = useState(1);
  const add = async (): Promise<void> => {
    if (await form.run(() => give("program.add", { name, role, grade }), t(words.changed), ["program"])) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack gap="md" maw={480}>
        <Trouble of={form} fields={["name", "role", "grade"]} />
        <TextField label={words.programName} path="name" refusal={form.refusal} required autoFocus value={name} onChange={setName} />
        <RoleFields role={role} grade={grade} refusal={form.refusal} onRole={setRole} onGrade={setGrade} />
        <Group>
          <ActButton label={words.addProgram} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};
