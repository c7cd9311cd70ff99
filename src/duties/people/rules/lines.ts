/** A post and the one that it reports to. */
export type Line = { id: string; title: string; reportsTo: string | null };

/** A reporting line longer than this is a mistake. */
export const MOST_LEVELS = 50;

/**
 * The circle that would close if `id` reported to `superior`: the titles from the post up to itself again; undefined when
 * there is none.
 */
export const circle = (posts: readonly Line[], id: string, superior: string): string[] | undefined => {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const titles = [byId.get(id)?.title ?? "?"];
  const passed = new Set<string>();
  for (let at: string | null = superior; at !== null && !passed.has(at); at = byId.get(at)?.reportsTo ?? null) {
    passed.add(at);
    titles.push(byId.get(at)?.title ?? "?");
    if (at === id) return titles;
  }
  return undefined;
};

/** How many posts stand above this one. */
export const levelsAbove = (posts: readonly Line[], id: string | null): number => {
  const byId = new Map(posts.map((post) => [post.id, post]));
  let levels = 0;
  for (let at = id; at !== null && levels <= MOST_LEVELS; at = byId.get(at)?.reportsTo ?? null) levels++;
  return levels;
};

/** How many levels stand below this one, itself included. */
export const levelsBelow = (posts: readonly Line[], id: string): number => {
  const below = Map.groupBy(posts, ({ reportsTo }) => reportsTo);
  let level = [id];
  let levels = 0;
  while (level.length > 0 && levels <= MOST_LEVELS) {
    levels++;
    level = level.flatMap((post) => (below.get(post) ?? []).map((child) => child.id));
  }
  return levels;
};

/** Posts as a tree read from the top: each superior before those who report to it, with its depth. */
export const treeOrder = <P extends Line>(posts: readonly P[]): (P & { depth: number })[] => {
  const known = new Set(posts.map(({ id }) => id));
  const below = Map.groupBy(posts, ({ reportsTo }) => (reportsTo !== null && known.has(reportsTo) ? reportsTo : null));
  const ordered: (P & { depth: number })[] = [];
  const stack = (below.get(null) ?? []).map((post) => ({ post, depth: 0 })).toReversed();
  for (let top = stack.pop(); top; top = stack.pop()) {
    ordered.push({ ...top.post, depth: top.depth });
    const depth = top.depth + 1;
    stack.push(...(below.get(top.post.id) ?? []).map((post) => ({ post, depth })).toReversed());
  }
  return ordered;
};
