const wide = /[\p{Script=Han}，。；：！？、（）“”]/u;
const han = /\p{Script=Han}/u;
const latin = /[A-Za-z0-9]/;

/**
 * A template for Chinese sentences. Where a value is put in, one space stands between Chinese and Latin letters or digits,
 * and none between two Chinese characters or beside a full-width stop. The value itself stays as it is, and a path keeps the
 * spaces around it, which show where it ends.
 */
export const zh = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  parts.slice(1).reduce((text, part, index) => {
    const value = String(values[index]);
    return /[/\\]/.test(value) ? text + value + part : joined(joined(text, value), part);
  }, parts[0] ?? '');

function joined(left: string, right: string): string {
  const [before, after] = [left.replace(/ +$/, ''), right.replace(/^ +/, '')];
  const [last, first] = [before.slice(-1), after.slice(0, 1)];
  if (last === '' || first === '') return left + right;
  if (wide.test(last) && wide.test(first)) return before + after;
  const isMixed = (han.test(last) && latin.test(first)) || (latin.test(last) && han.test(first));
  return isMixed ? `${before} ${after}` : left + right;
}
