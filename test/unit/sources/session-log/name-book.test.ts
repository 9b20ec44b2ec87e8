import { describe, expect, it } from 'vitest';
import { createNameBook } from '../../../../main/sources/session-log/folders/name-book.ts';

describe('the book of names', () => {
  it('lists names by their last activity, newest first', () => {
    const book = createNameBook([['/a', 5]]);
    book.note('/b', 7);
    book.note('/a', 9);
    book.note('/a', 1);
    expect(book.newestFirst()).toEqual(['/a', '/b']);
    expect(createNameBook(book.state()).newestFirst()).toEqual(['/a', '/b']);
  });

  it('forgets the old ones, and the oldest of too many', () => {
    const book = createNameBook(Array.from({ length: 10_500 }, (_, index) => [`/p${index}`, index]));
    book.forgetBefore(600);
    expect(book.newestFirst()).toHaveLength(9_900);
    book.forgetBefore(0);
    book.note('/p', 1);
    for (let index = 0; index < 200; index++) book.note(`/q${index}`, 20_000);
    book.forgetBefore(0);
    expect(book.newestFirst()).toHaveLength(10_000);
    expect(book.newestFirst()).not.toContain('/p');
  });
});
