import { describe, expect, it } from 'vitest';
import type { NoticeSubject, SingleSubject } from '../../../../main/core/notices/subject.ts';
import { keepingOnly } from '../../../../main/core/notices/subjects.ts';

const ended: SingleSubject = { kind: 'session-ended' };
const version: SingleSubject = { kind: 'new-version', version: '0.2.0' };
const text: SingleSubject = { kind: 'text', title: 'Switched', body: 'To glm-5.' };
const digest: NoticeSubject = { kind: 'several', meanwhile: true, subjects: [ended, version, text] };

describe('a notice without some of its subjects', () => {
  it('stays a digest as long as it is about several', () => {
    expect(keepingOnly(digest, (one) => one !== text)).toEqual({ ...digest, subjects: [ended, version] });
    expect(keepingOnly({ ...digest, meanwhile: false }, (one) => one !== ended)).toEqual({
      kind: 'several',
      meanwhile: false,
      subjects: [version, text],
    });
  });

  it('is the last one alone, itself if all are kept, and nothing if none is', () => {
    expect(keepingOnly(digest, (one) => one === version)).toBe(version);
    expect(keepingOnly(digest, () => true)).toBe(digest);
    expect(keepingOnly(ended, () => false)).toBeNull();
  });
});
