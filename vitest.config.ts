import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "fakes/**/*.test.ts"],
    pool: "forks",
    globalSetup: ["test/harness/postgres.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
