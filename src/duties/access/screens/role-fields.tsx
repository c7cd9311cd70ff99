import type { Grade, Role } from "#kernel/actor/actor.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ChoiceField } from "#web/ui/field.tsx";
import { words } from "./users-words.ts";

const ROLES = ["staff", "desk", "administrator"] as const satisfies readonly Role[];
const GRADES = [1, 2, 3, 4, 5, 6] as const satisfies readonly Grade[];

/** What somebody is here, and how far they are trusted. */
export const RoleFields = ({
  role,
  grade,
  refusal,
  onRole,
  onGrade,
}: {
  role: Role;
  grade: number;
  refusal: unknown;
  onRole(role: Role): void;
  onGrade(grade: number): void;
}) => {
  const t = useSay();
  return (
    <>
      <ChoiceField
        label={words.role}
        path="role"
        refusal={refusal}
        value={role}
        onChange={(value) => onRole(value as Role)}
        choices={ROLES.map((value) => ({ value, label: t(words[value]) }))}
      />
      <ChoiceField
        label={words.grade}
        help={words.gradeHelp}
        path="grade"
        refusal={refusal}
        value={String(grade)}
        onChange={(value) => onGrade(Number(value))}
        choices={GRADES.map((value) => ({ value: String(value), label: String(value) }))}
      />
    </>
  );
};
