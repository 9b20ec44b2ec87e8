/** @type {(name: string, edit: import('./list.mjs').Edit) => import('./list.mjs').Mutant} */
const unread = (name, edit) => ({ name, edits: [edit], project: 'unit', test: 'test/unit/app/app-link.test.ts' });

const file = 'main/app/app-link.ts';

/** @type {readonly import('./list.mjs').Mutant[]} What a page in the browser could do by a link. */
export const links = [
  unread('a link may carry more than the name of a provider', {
    file,
    find: '?)\\/?$/i;',
    put: '?)\\/?(?:[?#].*)?$/i;',
  }),
  unread('a link may name any path', { file, find: '[a-z0-9][a-z0-9./_-]', put: '.[a-z0-9./_-]' }),
  {
    name: 'a link switches without the question',
    edits: [
      {
        file: 'renderer/providers/steps.ts',
        find: "else setFlow({ step: 'preview', option, endpoints, draft, preview });",
        put: "else if ('hash' in preview) await end('switch', bridge.invoke('switch:confirm', { hash: preview.hash }));",
      },
    ],
    project: 'e2e',
    test: 'test/e2e/desktop/links.test.ts',
    title: 'changes nothing until the user confirms',
  },
];
