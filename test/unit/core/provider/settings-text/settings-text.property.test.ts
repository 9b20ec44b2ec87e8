import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../../main/core/provider/settings-text/settings-text.ts';
import { clientParse, jsonValues, layouts, objectsOf, render, runs } from '../support.ts';

describe('readSettings', () => {
  it('agrees with the real reader on arbitrary settings', () =>
    fc.assert(
      fc.property(objectsOf(jsonValues, 6), layouts, (value, layout) => {
        const text = render(value, layout);
        const read = readSettings(text);
        expect(read.ok).toBe(true);
        if (!read.ok) return;
        expect(JSON.stringify(read.document.value)).toBe(JSON.stringify(clientParse(text)));
        expect(JSON.stringify(read.document.value)).toBe(JSON.stringify(value));
      }),
      runs,
    ));

  it('never throws, and never accepts what the real reader would refuse', () =>
    fc.assert(
      fc.property(
        objectsOf(jsonValues, 4),
        layouts,
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', '/*', '//', '\r', '\\'),
        (value, layout, at, junk) => {
          const text = render(value, layout);
          const cut = at % (text.length + 1);
          const broken = text.slice(0, cut) + junk + text.slice(cut + (at % 3));
          if (broken.replace('\uFEFF', '').trim() === '') return;
          const read = readSettings(broken);
          if (!read.ok) return;
          expect(JSON.stringify(read.document.value)).toBe(JSON.stringify(clientParse(broken)));
        },
      ),
      runs,
    ));
});
