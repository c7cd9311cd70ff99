import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type pg from "pg";

/** What Kerani tells Prometheus. */
export type Metrics = {
  observe(name: string, door: string, seconds: number, outcome: string): void;
  text(): Promise<string>;
  contentType: string;
};

/** Opens the metrics; waiting work is counted when Prometheus asks, not before. */
export const openMetrics = (pool: () => pg.Pool | undefined): Metrics => {
  const registry = new Registry();
  const seconds = new Histogram({
    name: "kerani_operation_seconds",
    help: "Time of a command or query in the pipeline.",
    labelNames: ["operation", "door"],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const outcomes = new Counter({
    name: "kerani_operations_total",
    help: "Commands and queries by outcome.",
    labelNames: ["operation", "door", "outcome"],
    registers: [registry],
  });
  const count = (name: string, help: string, sql: string) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const result = await pool()?.query<{ count: string }>(sql);
        this.set(Number(result?.rows[0]?.count ?? 0));
      },
    });
  count(
    "kerani_attention_open",
    "Items that wait for a person.",
    "select count(*) from attention_item where state in ('open', 'acknowledged')",
  );
  count("kerani_outbox_waiting", "Facts not yet handed on.", "select count(*) from outbox");
  count("kerani_jobs_waiting", "Jobs put down.", "select count(*) from job");
  count("kerani_journal_unsealed", "Journal lines not yet chained.", "select count(*) from journal where seq is null");
  return {
    observe(name, door, time, outcome) {
      seconds.observe({ operation: name, door }, time);
      outcomes.inc({ operation: name, door, outcome });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
