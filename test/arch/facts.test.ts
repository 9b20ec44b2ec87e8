import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { pathsNamedBy } from './named-paths.ts';
import { filesBelow, root } from './source-files.ts';

const FACTS = path.join(root, 'docs', 'facts');

/** The numbers of a page's sections: "2.1" for "### 2.1 Start". */
const sectionsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(/^#{2,3} (\d+(?:\.\d+)?) /gm)].map(([, number = '']) => number));

const pages: ReadonlyMap<string, string> = new Map(
  readdirSync(FACTS).map((name) => [name, readFileSync(path.join(FACTS, name), 'utf8')]),
);

/** Research notes and samples that were never part of the repository. */
const OUTSIDE =
  /(?<!docs\/facts\/)\b(qwencloud-protocol|qwen-code|plans|desktop|peers|today|packaging)(\.md|`? §)|\bproviders\.json\b|`(samples|seeds|prototype)\//;

/** What is wrong with the citations of one comment. A "§" belongs to the page named last in the same comment. */
function wrongCitations(comment: string): string[] {
  const wrong: string[] = [];
  let page: string | null = null;
  for (const [, name, section] of comment.matchAll(/docs\/facts\/([\w.-]+\.md)|§ ?(\d+(?:\.\d+)*)/g)) {
    if (name !== undefined) page = name;
    if (name !== undefined && !pages.has(name)) wrong.push(`no page docs/facts/${name}`);
    if (section === undefined) continue;
    if (page === null) wrong.push(`§${section} of which page?`);
    else if (!sectionsOf(pages.get(page) ?? '').has(section)) wrong.push(`no §${section} in docs/facts/${page}`);
  }
  const outside = OUTSIDE.exec(comment);
  if (outside) wrong.push(`not in the repository: ${outside[0]}`);
  return wrong;
}

const ROOMS = ['main', 'preload', 'renderer', 'build', 'test'];
const code = ROOMS.flatMap((room) => filesBelow(room)).filter((file) => /\.(ts|tsx|mjs)$/.test(file));

describe('facts that comments cite', () => {
  test('stand on a page and in a section of docs/facts', () => {
    const wrong = code.flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      if (!/docs\/facts\/|§/.test(text) && !OUTSIDE.test(text)) return []; // Parsing all files takes seconds.
      const { comments } = parseSync(file, text);
      return comments.flatMap(({ value }) => wrongCitations(value).map((what) => `${file}: ${what}`));
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    'as docs/facts/qwencloud-protocol.md §2.1 says',
    'see docs/facts/plans.md §3 and docs/facts/qwen-code.md §3 and §3.5',
    'the whole of docs/facts/peers.md',
  ])('%s is accepted', (comment) => {
    expect(wrongCitations(comment)).toEqual([]);
  });

  test.each([
    'docs/facts/absent.md',
    'docs/facts/plans.md §99',
    'as §4.3 says',
    ['qwen-code', '.md §1.4'].join(''),
    ['`qwencloud-protocol', '` §3'].join(''),
    ['`samples', '/cases.json`'].join(''),
  ])('%s is refused', (comment) => {
    expect(wrongCitations(comment)).not.toEqual([]);
  });
});

describe('the pages of docs/facts', () => {
  test.each([...pages].filter(([name]) => name !== 'README.md'))('%s names a test for each section', (_name, text) => {
    const [, ...sections] = text.split(/^(?=#{2,3} \d)/m);
    const withBody = sections.filter((section) => section.trim().includes('\n'));
    expect(withBody.filter((section) => !/^- Test: /m.test(section)).map((section) => section.split('\n')[0])).toEqual(
      [],
    );
  });

  test.each([...pages])('every path that %s names exists', (_name, text) => {
    const inRepository = pathsNamedBy(text).filter((name) => /^(main|preload|renderer|build|test|docs)\//.test(name));
    expect(inRepository.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});
