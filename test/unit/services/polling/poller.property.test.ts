import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceAnswer } from '../../../../main/core/quota/answer.ts';
import { emptySnapshot } from '../../../../main/core/quota/model.ts';
import { createPoller } from '../../../../main/services/polling/poller.ts';
import { settle } from '../../../support/fakes.ts';
import { codingPlan } from '../../../support/readings.ts';

const good: SourceAnswer = { pool: 'coding-plan', outcome: 'reading', reading: codingPlan() };
const restful = {
  lastInterestAtMs: null,
  idle: false,
  fixedEveryMs: null,
  chosenEveryMs: null,
  snapshot: emptySnapshot,
};

describe('all interleavings', () => {
  it('never overlaps, stays silent after stop, and always has exactly one next poll due while started', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('refresh', 'stop', 'start', 'wake', 'reconsider', 'fire'), { maxLength: 10 }),
        async (scheduler, steps) => {
          const timers = new Set<() => void>();
          let open = 0;
          let running = true;
          let late = 0;
          let nowMs = 0;
          const answer = scheduler.scheduleFunction(async () => [good]);
          const poller = createPoller({
            sources: () => [
              {
                id: 'qwencloud',
                pools: ['coding-plan'],
                fetch: async () => {
                  expect(++open).toBe(1);
                  const answers = await answer();
                  open--;
                  return answers;
                },
              },
            ],
            clock: {
              now: () => nowMs,
              random: () => 0,
              after: (delayMs, task) => {
                const fire = () => {
                  timers.delete(fire);
                  nowMs += delayMs;
                  task();
                };
                // The guards of a round (give up, grace) never fire here: sources always end.
                if (delayMs !== 90_000 && delayMs !== 5_000) timers.add(fire);
                return () => void timers.delete(fire);
              },
            },
            facts: () => restful,
            onAnswers: () => {
              if (!running) late++;
            },
            onActivity: () => {},
          });
          const take: Record<(typeof steps)[number], () => void> = {
            refresh: () => void poller.refresh(),
            wake: poller.wake,
            reconsider: poller.reconsider,
            fire: () => {
              for (const fire of [...timers]) fire();
            },
            stop: () => {
              poller.stop();
              running = false;
            },
            start: () => {
              poller.start();
              running = true;
            },
          };
          poller.start();
          const sequence = scheduler.scheduleSequence(steps.map((step) => async () => take[step]()));
          await scheduler.waitFor(sequence.task);
          await scheduler.waitIdle();
          await settle();
          expect(timers.size).toBe(running ? 1 : 0);
          poller.stop();
          running = false;
          await scheduler.waitIdle();
          expect(timers.size).toBe(0);
          expect(late).toBe(0);
        },
      ),
      { numRuns: 1500 },
    ));
});
