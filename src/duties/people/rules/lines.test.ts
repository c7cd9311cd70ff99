import * as fc from "fast-check";
import { expect, test } from "vitest";
import { circle, levelsAbove, levelsBelow, treeOrder, type Line } from "./lines.ts";

/** Any company whose reporting lines have no circle: each post reports to an earlier one, or to nobody. */
const company = fc.array(fc.nat(), { minLength: 1, maxLength: 30 }).map((choices): Line[] =>
  choices.map((choice, index) => ({
    id: `p${index}`,
    title: `Post ${index}`,
    reportsTo: index === 0 || choice % 5 === 0 ? null : `p${choice % index}`,
  })),
);

const aboveOf = (posts: readonly Line[], id: string): string[] => {
  const above: string[] = [];
  for (let at = posts.find((post) => post.id === id)?.reportsTo; at; at = posts.find((post) => post.id === at)?.reportsTo) above.push(at);
  return above;
};

test("a change is a circle exactly when the new superior stands below or is the post itself", () => {
  fc.assert(
    fc.property(company, fc.nat(), fc.nat(), (posts, a, b) => {
      const id = `p${a % posts.length}`;
      const superior = `p${b % posts.length}`;
      const closes = superior === id || aboveOf(posts, superior).includes(id);
      const steps = superior === id ? [id, id] : [id, superior, ...aboveOf(posts, superior)];
      const around = steps.slice(0, steps.indexOf(id, 1) + 1).map((post) => posts.find((one) => one.id === post)?.title);
      expect(circle(posts, id, superior)).toEqual(closes ? around : undefined);
    }),
  );
});

test("changes that close no circle never make one together", () => {
  const change = fc.tuple(fc.nat(), fc.nat());
  fc.assert(
    fc.property(company, fc.array(change, { maxLength: 20 }), (posts, changes) => {
      const now = posts.map((post) => ({ ...post }));
      for (const [a, b] of changes) {
        const post = now[a % now.length] as { id: string; reportsTo: string | null };
        const superior = `p${b % now.length}`;
        if (!circle(now, post.id, superior)) post.reportsTo = superior;
      }
      for (const { id } of now) expect(aboveOf(now, id)).not.toContain(id);
      expect(
        treeOrder(now)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(now.map(({ id }) => id).toSorted());
    }),
  );
});

test("the tree lists every post once, after its superior and one deeper", () => {
  fc.assert(
    fc.property(company, (posts) => {
      const tree = treeOrder(posts);
      const at = new Map(tree.map((post, index) => [post.id, { index, depth: post.depth }]));
      expect(tree).toHaveLength(posts.length);
      for (const { id, reportsTo } of posts) {
        const own = at.get(id);
        const above = reportsTo === null ? undefined : at.get(reportsTo);
        expect(above?.index ?? -1).toBeLessThan(own?.index ?? -1);
        expect(own?.depth).toBe(above ? above.depth + 1 : 0);
        expect(levelsAbove(posts, id)).toBe((own?.depth ?? 0) + 1);
      }
    }),
  );
});

test("the levels below a post are its deepest line", () => {
  const posts: Line[] = [
    { id: "a", title: "A", reportsTo: null },
    { id: "b", title: "B", reportsTo: "a" },
    { id: "c", title: "C", reportsTo: "b" },
    { id: "d", title: "D", reportsTo: "a" },
  ];
  expect(levelsBelow(posts, "a")).toBe(3);
  expect(levelsBelow(posts, "d")).toBe(1);
  expect(circle(posts, "a", "c")).toEqual(["A", "C", "B", "A"]);
});
