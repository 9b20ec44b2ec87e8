import { defineConfig } from 'vitest/config';

const project = (name: string, include: readonly string[], timeoutMs: number) => ({
  extends: true as const,
  test: { name, include: [...include], testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

/** Pure, but thousands of runs long: part of `npm test`, not of the quick `npm run check`. */
const longProperties = 'test/unit/**/*.property.test.ts';

/**
 * Pure tests share a process: half the time, and a module that kept state of its own would show. A worker for each
 * processor: by itself vitest leaves one free, which on two is half of them.
 */
const shared = ({ test, ...rest }: ReturnType<typeof project>) => ({
  ...rest,
  test: { ...test, isolate: false, exclude: [longProperties], maxWorkers: '100%' },
});

/** After the projects before it, with so many files at a time. */
const inTurn = (order: number, maxWorkers: number | string, { test, ...rest }: ReturnType<typeof project>) => ({
  ...rest,
  test: { ...test, maxWorkers, sequence: { groupOrder: order } },
});

/** For what shares a display or loads the machine by itself. */
const alone = (order: number, one: ReturnType<typeof project>) => inTurn(order, 1, one);

export default defineConfig({
  test: {
    // `npm run coverage`: what the unit tests reach; the pages are below `out/coverage`.
    coverage: {
      provider: 'v8',
      include: ['main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.{ts,tsx}'],
      reportsDirectory: 'out/coverage',
      reporter: ['text-summary', 'html'],
    },
    // What runs beside what: pure tests in seconds; the others own processes, folders and displays of their own.
    projects: [
      shared(
        project(
          'unit',
          ['test/unit/**/*.test.{ts,tsx}', 'test/renderer/**/*.test.tsx', 'test/arch/**/*.test.ts'],
          20_000,
        ),
      ),
      // Half of its time it waits for processes of its own; by itself vitest leaves one processor free.
      inTurn(1, '100%', project('integration', ['test/integration/**/*.test.ts', longProperties], 60_000)),
      alone(2, project('e2e', ['test/e2e/**/*.test.ts'], 120_000)),
      alone(3, project('contract', ['test/contract/**/*.test.ts'], 300_000)),
      // Measures, and takes minutes: `npm run bench`, never part of `npm test`.
      alone(4, project('bench', ['test/bench/**/*.test.ts'], 600_000)),
    ],
  },
});
