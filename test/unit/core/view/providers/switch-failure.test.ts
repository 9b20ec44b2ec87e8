import { describe, expect, it } from 'vitest';
import { switchFailure } from '../../../../../main/core/view/providers/switch-failure.ts';
import { languages, wordsFor } from '../../../../../main/core/view/words/index.ts';

const en = wordsFor('en');
const failed = (detail: string) => ({ kind: 'failed', detail }) as const;

describe('a change that did not happen', () => {
  it.each(languages)('has a sentence of its own for everything that is known by name in %s', (language) => {
    const words = wordsFor(language);
    const unread = ['not-a-regular-file', 'pipe', 'too-large', 'unreadable', 'held-open', 'read-failed', 'no-answer'];
    const names = [...Object.keys(words.switchFailures.known), ...unread];
    const said = names.map((name) => switchFailure(failed(name), words));
    expect(new Set(said.map(({ what }) => what)).size).toBe(names.length);
    expect(said.every(({ code }) => code === null)).toBe(true);
  });

  it.each([
    ['ENOSPC', 'There is no space left for the file.'],
    ['EDQUOT', 'There is no space left for the file.'],
    ['EACCES', 'Writing the file is not permitted.'],
    ['EROFS', 'Writing the file is not permitted.'],
    ['EBUSY', 'Another program is using the file, or the file itself is a mount.'],
    ['ENOTDIR', 'The folder of the file is not there.'],
    ['EIO', 'The system refused to write the file.'],
    ['constructor', 'The system refused to write the file.'],
  ])('%s is told in words, with its code beside', (detail, what) => {
    expect(switchFailure(failed(detail), en)).toMatchObject({ what, code: detail });
  });

  it('says which file is neither old nor new, and never that it is what it was', () => {
    const { what, wayOut, code } = switchFailure(failed('not-restored /home/wei/.qwen/settings.json'), en);
    expect(what).toContain('/home/wei/.qwen/settings.json');
    expect(wayOut).toContain('backups');
    expect(wayOut).not.toContain('before');
    expect(code).toBeNull();
  });

  it('says the rest as before', () => {
    expect(switchFailure({ kind: 'changed-meanwhile' }, en)).toMatchObject(en.switchResults['changed-meanwhile']);
    expect(switchFailure({ kind: 'restored', detail: 'read-back' }, en)).toMatchObject(en.switchResults.restored);
  });
});
