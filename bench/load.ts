/** Sorted milliseconds to a percentile. */
export const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/** Runs `act` with `clients` at once for `seconds`; how many a second, and the times of each in milliseconds. */
export const load = async (
  clients: number,
  seconds: number,
  act: (client: number) => Promise<unknown>,
): Promise<{ perSecond: number; times: number[] }> => {
  const times: number[] = [];
  const begun = process.hrtime.bigint();
  const elapsed = () => Number(process.hrtime.bigint() - begun) / 1e9;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (elapsed() < seconds) {
        const start = process.hrtime.bigint();
        await act(client);
        times.push(Number(process.hrtime.bigint() - start) / 1e6);
      }
    }),
  );
  return { perSecond: times.length / elapsed(), times };
};
