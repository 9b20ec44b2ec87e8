import { expect, it } from 'vitest';
import { projectsOf } from '../../../../main/sources/session-log/reading/projects.ts';

it.each([
  ['/home/me/.qwen/projects/-home-me-my-app/chats/s1.jsonl', '/home/me/my.app'],
  ['C:\\Users\\me\\.qwen\\projects\\c--users-me-app\\chats\\s1.jsonl', 'C:\\Users\\me\\app'],
  // Only the client's name is known.
  ['/home/me/.qwen/projects/-srv-other/chats/s1.jsonl', '-srv-other'],
  ['/home/me/.qwen/usage/s1.jsonl', null],
  ['/home/me/.qwen/projects/-home-me-my-app/chats/s2.jsonl', null],
])('%s is a transcript of %s', (path, project) => {
  expect(projectsOf([path], ['/home/me/my.app', 'C:\\Users\\me\\app'])('s1')).toBe(project);
});
