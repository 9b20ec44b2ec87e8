// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../renderer');
const folder = path.join(root, 'styles');
const tokens = readFileSync(path.join(folder, 'tokens.css'), 'utf8');
const sheets = readdirSync(folder).filter((name) => name !== 'tokens.css');

type Theme = 'light' | 'dark';
const themes: readonly Theme[] = ['light', 'dark'];

const colours = new Map(
  [...tokens.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: Theme): number {
  const [first, second] = [one, other].map((name) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`no token --${name}`);
    return luminance(colour[theme]);
  });
  const [high, low] = [Math.max(first ?? 0, second ?? 0), Math.min(first ?? 0, second ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ['window', 'surface', 'surface-strong', 'raised'];
const on = (ink: string, grounds: readonly string[]) => grounds.map((ground) => [ink, ground] as const);
const text = [
  ...on('text', [...surfaces, 'amber-surface', 'red-surface', 'good-surface', 'accent-surface']),
  ...on('text-soft', ['window', 'surface', 'surface-strong', 'amber-surface', 'good-surface', 'red-surface']),
  ...on('accent-text', ['window', 'surface', 'surface-strong', 'accent-surface']),
  ...on('on-accent', ['accent-strong', 'accent-hover']),
  ...on('amber-text', ['window', 'surface', 'amber-surface']),
  ...on('red-text', ['window', 'surface', 'red-surface']),
  ...on('good-text', ['good-surface']),
];
const graphics = [
  ...on('accent', ['track', 'window', 'surface']),
  ...on('amber', ['track', 'surface']),
  ...on('red', ['track', 'surface']),
  ...on('line-strong', ['window', 'surface']),
];

describe.each(themes)('contrast, %s', (theme) => {
  it.each(text)('words in --%s on --%s have a contrast of at least 4.5', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(graphics)('shapes in --%s on --%s have a contrast of at least 3', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheets', () => {
  it.each(sheets)('%s uses only colours from the tokens', (name) => {
    const css = readFileSync(path.join(folder, name), 'utf8');
    expect(css.match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi)).toBeNull();
    for (const [, used = ''] of css.matchAll(/var\(--([\w-]+)\)/g)) {
      if (used !== 'meter-ink') expect(tokens, used).toContain(`--${used}:`);
    }
  });

  it('have four sizes of type, and no other', () => {
    const all = [tokens, ...sheets.map((name) => readFileSync(path.join(folder, name), 'utf8'))].join('\n');
    const sizes = [...all.matchAll(/^\s*(--size[\w-]*):/gm)].map(([, name]) => name);
    expect(sizes).toHaveLength(4);
    const used = [...all.matchAll(/(?<!-)font(?:-size)?:\s*([^;]+);/g)].map(([, value]) => value);
    expect(used).not.toEqual([]);
    expect(used.filter((value) => value !== 'inherit' && !sizes.some((size) => value === `var(${size})`))).toEqual([]);
  });

  it('animate nothing under reduced motion, and never loop', () => {
    const all = sheets.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
    expect(all).toContain('prefers-reduced-motion: reduce');
    expect(all).not.toMatch(/@keyframes|animation/);
    for (const [, time = ''] of all.matchAll(/transition:[^;]*?(var\([^)]*\)|\d+m?s)/g))
      expect(time).toBe('var(--moment)');
  });
});

describe('classes', () => {
  const css = sheets.map((name) => readFileSync(path.join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''));
  const styled = new Set(
    css.flatMap((sheet) => [...sheet.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name)),
  );
  const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(root, name), 'utf8'))
    .join('\n');
  /** Prefixes of class names that are completed at run time, such as "meter-" of `meter meter-${level}`. */
  const begun = new Set([...source.matchAll(/([a-z][\w-]*-)\$\{/g)].map(([, start = '']) => start));

  it('are all used', () => {
    const unused = [...styled].filter(
      (name) =>
        !new RegExp(`["'\` ]${name}["'\` ]`).test(source) && ![...begun].some((start) => name.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it('replace backgrounds by outlines in forced-colours mode', () => {
    const forced = readFileSync(path.join(folder, 'forced.css'), 'utf8');
    for (const name of ['card', 'chip', 'tab', 'segment', 'switch', 'meter', 'meter-fill', 'meter-tick', 'chart-bar']) {
      expect(forced, name).toMatch(new RegExp(`\\.${name}\\b`));
    }
  });
});

describe('the page', () => {
  const page = readFileSync(path.join(root, 'index.html'), 'utf8');

  it('has no inline code or style that the content security policy would block', () => {
    expect(page).not.toMatch(/<style|style=|\son\w+=|javascript:/i);
    expect(page.match(/<script[^>]*>[^<]+<\/script>/)).toBeNull();
  });
});

describe('the bundle', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));

  it.each(files)('%s imports only types and pure view helpers from main', (name) => {
    const source = readFileSync(path.join(root, name), 'utf8');
    const values = [...source.matchAll(/^import (?!type )[^;]*? from '([^']*main\/core\/[^']*)'/gm)];
    for (const [, from = ''] of values) expect(from).toMatch(/core\/view\/|core\/quota\/share\.ts/);
    expect(source).not.toMatch(/^import (?!type )[^;]*preload\/contract/m);
  });

  /** Everything that a module of core imports, directly or not, and the module itself; packages by name. */
  function broughtBy(file: string, known = new Set<string>()): ReadonlySet<string> {
    if (known.has(file)) return known;
    known.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, from = ''] of source.matchAll(/^import (?!type )[^;]*? from '([^']*)'/gm)) {
      if (from.startsWith('.')) broughtBy(path.resolve(path.dirname(file), from), known);
      else known.add(from);
    }
    return known;
  }

  const views = path.join(root, '../main/core/view');
  const helpers = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  it.each(helpers)('the view helper %s imports no package', (name) => {
    const brought = [...broughtBy(path.join(views, name))];
    expect(brought.filter((file) => !path.isAbsolute(file))).toEqual([]);
  });

  it('is tested by a check that detects zod', () => {
    expect([...broughtBy(path.join(views, '../quota/model.ts'))]).toContain('zod');
  });
});
