import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { patience } from './test/support/system/patience.ts';

const project = (name: string, include: readonly string[], usualMs: number) => {
  const timeoutMs = usualMs * patience;
  return {
    extends: true as const,
    test: { name, include: [...include], testTimeout: timeoutMs, hookTimeout: timeoutMs },
  };
};

/** Pure, but with thousands of runs: part of `npm test`, not of the quick `npm run check`. */
const longProperties = 'test/unit/**/*.property.test.ts';

/** Starts each real client once: part of `npm test`. The other contract tests are `npm run test:contract`. */
const smoke = 'test/contract/**/*.smoke.test.ts';

/** These wait for what never answers, or for minutes to pass: part of `npm run test:contract`, not of `npm test`. */
const longIntegration = 'test/integration/**/*.long.test.ts';
const longEndToEnd = 'test/e2e/**/*.long.test.ts';

/** Counts how often the app wins a race against another program, so nothing else may run beside it. */
const race = 'test/integration/files/hostile.test.ts';

/**
 * Pure tests share a thread, which takes half the time and reveals modules with state of their own. One worker for each
 * processor: vitest's default leaves one free, which on two is half of them.
 */
const shared = ({ test, ...rest }: ReturnType<typeof project>) => ({
  ...rest,
  test: { ...test, pool: 'threads' as const, isolate: false, exclude: [longProperties], maxWorkers: '100%' },
});

const without = (exclude: readonly string[], { test, ...rest }: ReturnType<typeof project>) => ({
  ...rest,
  test: { ...test, exclude: [...exclude] },
});

/** Runs after the projects of a lower order, with that many files at a time. */
const inTurn = (order: number, maxWorkers: number | string, { test, ...rest }: ReturnType<typeof project>) => ({
  ...rest,
  test: { ...test, maxWorkers, sequence: { groupOrder: order } },
});

/** For measurements, which need the whole machine. */
const alone = (order: number, one: ReturnType<typeof project>) => inTurn(order, 1, one);

/**
 * Runs the tests that need a DOM first, together. A worker keeps all modules it has loaded as long as the next
 * file needs the same environment: mixed, the unit tests start some twenty workers instead of four.
 */
class DomFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const needsDom = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/test/renderer/');
    return [...sorted.filter(needsDom), ...sorted.filter((file) => !needsDom(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: DomFirst },
    // Keeps each transformed module in `node_modules/.experimental-vitest-cache`, by the hash of its content.
    experimental: { fsModuleCache: true },
    // `npm run coverage`: what the unit tests reach; the pages are below `out/coverage`.
    coverage: {
      provider: 'v8',
      include: ['main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.{ts,tsx}'],
      reportsDirectory: 'out/coverage',
      reporter: ['text-summary', 'html'],
    },
    // Pure tests take seconds; the others start processes and use folders and displays of their own.
    projects: [
      shared(
        project(
          'unit',
          ['test/unit/**/*.test.{ts,tsx}', 'test/renderer/**/*.test.tsx', 'test/arch/**/*.test.ts'],
          20_000,
        ),
      ),
      // These wait for their own processes half of the time, so every processor gets a worker.
      inTurn(
        1,
        '100%',
        without(
          [race, longIntegration],
          project('integration', ['test/integration/**/*.test.ts', longProperties], 60_000),
        ),
      ),
      inTurn(1, '100%', project('integration-long', [longIntegration], 60_000)),
      alone(2, project('race', [race], 60_000)),
      // Each file has a display, a bus and folders of its own. More than two apps at a time would wait for each other.
      inTurn(
        3,
        2,
        without([longEndToEnd], project('e2e', ['test/e2e/**/*.test.ts', 'test/screens/**/*.test.ts'], 120_000)),
      ),
      inTurn(3, 2, project('e2e-long', [longEndToEnd], 120_000)),
      // A client keeps one processor busy while it starts.
      inTurn(4, '100%', project('smoke', [smoke], 300_000)),
      inTurn(5, '100%', without([smoke], project('contract', ['test/contract/**/*.test.ts'], 300_000))),
      // Each file unpacks or starts whole packages: `npm run test:package`, never part of `npm test`.
      alone(6, project('package', ['test/package/**/*.test.ts'], 300_000)),
      // Draws every screen: `npm run screenshots`, never part of `npm test`.
      alone(8, project('screenshots', ['test/screens/**/*.shots.ts'], 60_000)),
      // Measures, and takes minutes: `npm run bench`, never part of `npm test`.
      alone(7, project('bench', ['test/bench/**/*.test.ts'], 600_000)),
    ],
  },
});
