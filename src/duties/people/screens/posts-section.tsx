import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { ColleagueForm } from "./colleague-form.tsx";
import { words } from "./structure-words.ts";

type Post = Output<"post.list">["posts"][number];

const TOPICS = ["post", "person"];
const INDENT_REM = 1.25;

/** The tree of posts with those who hold them; administrators change it. */
export const PostsSection = () => {
  const t = useSay();
  const form = useRun();
  const { me } = useSession();
  const { data } = useAsk("post.list", {});
  const [adding, setAdding] = useState(false);
  const [filling, setFilling] = useState<string>();
  const posts = data?.posts ?? [];
  const may = me.role === "administrator";
  return (
    <Section
      title={t(words.posts)}
      acts={
        may && !adding ? <ActButton label={words.addPost} icon={<IconPlus size={18} aria-hidden />} onAct={() => setAdding(true)} /> : null
      }
    >
      <Trouble of={form} />
      {adding ? <PostForm posts={posts} onClose={() => setAdding(false)} /> : null}
      {data && posts.length === 0 ? <p>{t(words.noPosts)}</p> : null}
      <Rows>
        {posts.map((post) => (
          <Row
            key={post.id}
            title={<span style={{ paddingInlineStart: `${post.depth * INDENT_REM}rem` }}>{post.title}</span>}
            mark={post.place}
            hint={
              <Holders
                post={post}
                may={may}
                onRelease={(personId) => void form.run(() => give("post.vacate", { postId: post.id, personId }), t(words.saved), TOPICS)}
              />
            }
            acts={
              may ? (
                <>
                  <ActButton label={words.fill} onAct={() => setFilling(filling === post.id ? undefined : post.id)} />
                  {post.holders.length === 0 ? (
                    <ActButton
                      label={words.archive}
                      danger
                      onAct={() => void form.run(() => give("post.archive", { id: post.id }), t(words.saved), TOPICS)}
                    />
                  ) : null}
                </>
              ) : null
            }
          />
        ))}
      </Rows>
      {filling ? (
        <ColleagueForm
          key={filling}
          path="personId"
          topics={TOPICS}
          work={(personId) => give("post.fill", { postId: filling, personId })}
          onClose={() => setFilling(undefined)}
        />
      ) : null}
    </Section>
  );
};

const Holders = ({ post, may, onRelease }: { post: Post; may: boolean; onRelease(personId: string): void }) => {
  const t = useSay();
  if (post.holders.length === 0) return <span style={{ paddingInlineStart: `${post.depth * INDENT_REM}rem` }}>{t(words.vacant)}</span>;
  return (
    <Group gap="xs" style={{ paddingInlineStart: `${post.depth * INDENT_REM}rem` }}>
      {post.holders.map(({ id, person, acting }) => (
        <Group key={id} gap={4}>
          <PersonChip person={person} />
          {acting ? ` (${t(words.acting)})` : null}
          {may ? <ActButton label={words.vacate} size="compact-sm" danger onAct={() => onRelease(person.id)} /> : null}
        </Group>
      ))}
    </Group>
  );
};

const PostForm = ({ posts, onClose }: { posts: readonly Post[]; onClose(): void }) => {
  const t = useSay();
  const form = useRun();
  const [title, setTitle] = useState("");
  const [place, setPlace] = useState("");
  const [above, setAbove] = useState("");
  const add = (): void =>
    void form
      .run(() => give("post.add", { title, ...(place ? { place } : {}), ...(above ? { reportsTo: above } : {}) }), t(words.saved), TOPICS)
      .then((well) => well && onClose());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Stack gap="sm" maw={480}>
        <Trouble of={form} fields={["title", "place", "reportsTo"]} />
        <TextField label={words.postTitle} path="title" refusal={form.refusal} required autoFocus value={title} onChange={setTitle} />
        <TextField label={words.place} path="place" refusal={form.refusal} optional value={place} onChange={setPlace} />
        <ChoiceField
          label={words.reportsTo}
          path="reportsTo"
          refusal={form.refusal}
          optional
          value={above}
          onChange={setAbove}
          choices={[{ value: "", label: t(words.top) }, ...posts.map(({ id, title: label }) => ({ value: id, label }))]}
        />
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};
