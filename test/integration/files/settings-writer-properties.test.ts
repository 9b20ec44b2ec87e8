import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryData, memoryDisk, path, plan, start, switchTo } from '../../support/settings-writer.ts';
import { settings as anySettings } from '../../unit/core/provider/arbitrary-switches.ts';
import { layouts, render } from '../../unit/core/provider/support.ts';

describe('generated settings', () => {
  const reserved = new Set([
    'modelProviders',
    'security',
    'model',
    'env',
    'codingPlan',
    'tokenPlan',
    '$version',
    '__proto__',
  ]);
  const settings = fc
    .tuple(
      fc.dictionary(
        fc.string().filter((name) => !reserved.has(name)),
        fc.jsonValue({ maxDepth: 3 }),
        { maxKeys: 5 },
      ),
      fc.constantFrom('  ', '\t', '    '),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([value, indent, lineEnd, mark, comment]) => {
      const body = JSON.stringify({ ...value, model: { name: 'x' } }, null, indent).replaceAll('\n', lineEnd);
      return `${mark ? '\uFEFF' : ''}${comment ? `// mine${lineEnd}` : ''}${body}${comment ? lineEnd : ''}`;
    });

  it('are byte-identical after A → B → undo, in one file or two, whatever their formatting', async () => {
    let switched = 0;
    await fc.assert(
      fc.asyncProperty(
        anySettings,
        layouts,
        fc.constantFrom('settings' as const, 'env-file' as const),
        async (value, layout, keyPlacement) => {
          const before = render(value, layout);
          const started = start({ disk: memoryDisk({ [path]: before }) });
          const result = await switchTo(started, { ...plan, keyPlacement });
          if (result.kind === 'done') {
            switched += 1;
            expect(await switchTo(started, { ...plan, keyPlacement })).toEqual({ kind: 'nothing-to-do' });
            expect(await started.writer.undo()).toMatchObject({ kind: 'done' });
          } else expect(['nothing-to-do', 'settings-refused']).toContain(result.kind);
          expect([...started.disk.contents].map(([name, content]) => [name, content.toString()])).toEqual([
            [path, before],
          ]);
        },
      ),
      { numRuns: 1000, seed: 20261121 },
    );
    expect(switched).toBeGreaterThan(600);
  });

  it('lose no version that another program writes in between', async () => {
    const step = fc.oneof(
      fc.constantFrom('switch' as const, 'undo' as const, 'restore' as const, 'restart' as const),
      settings.map((content) => ({ content, during: false })),
      settings.map((content) => ({ content, during: true })),
    );
    await fc.assert(
      fc.asyncProperty(settings, fc.array(step, { maxLength: 8 }), async (first, steps) => {
        const disk = memoryDisk({ [path]: first });
        const data = memoryData();
        let started = start({ disk, data });
        let theirs = first;
        let flip = 0;
        for (const one of steps) {
          if (typeof one === 'object') {
            const write = (): void => {
              disk.contents.set(path, Buffer.from(one.content));
              theirs = one.content;
              disk.onWrite = () => undefined;
            };
            if (one.during) disk.onWrite = write;
            else write();
          } else if (one === 'restart') started = start({ disk, data });
          else if (one === 'undo') await started.writer.undo();
          else if (one === 'restore')
            await started.writer.restore((await started.writer.backups()).backups.at(-1)?.id ?? '');
          else {
            flip += 1;
            await switchTo(started, { ...plan, model: flip % 2 === 0 ? 'glm-5' : 'glm-4.7' });
          }
          // The other program's last version is in the file or among the backups, byte for byte.
          const backups = [...data.contents].filter(([name]) => name.endsWith('.backup'));
          const kept = [disk.textOf(path), ...backups.map(([, content]) => content.toString())];
          expect(kept).toContain(theirs);
        }
      }),
      { numRuns: 1000, seed: 20261121 },
    );
  });
});
