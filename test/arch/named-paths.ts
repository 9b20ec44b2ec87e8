/**
 * The paths a page names: what stands in backticks and has a slash or a known suffix. `{a,b}` means both; `*` and `…`
 * end a path.
 */
export function pathsNamedBy(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inner = '']) => inner);
  const paths = quoted.filter(
    (word) => /^[\w.@-]+(\/[\w.@{},*…-]*)*$/.test(word) && /\/|\.(ts|tsx|mjs|md|json|yml)$/.test(word),
  );
  return paths.flatMap(spread).map((name) => name.replace(/[*…].*$/, ''));
}

function spread(name: string): string[] {
  const braces = /\{([^}]*)\}/.exec(name);
  if (!braces) return [name];
  const [whole, choices = ''] = braces;
  return choices.split(',').flatMap((choice) => spread(name.replace(whole, choice)));
}
