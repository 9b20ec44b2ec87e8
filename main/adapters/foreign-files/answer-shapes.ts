/**
 * What the answers of the helper processes must be. These few checks are own code, because zod takes as long to load as
 * Node itself, and every run of the command line would load it.
 */
interface AnswerShape<Value> {
  /** Returns the value if it has the shape; any other is a bug of ours and throws a TypeError. */
  parse(value: unknown): Value;
}

const shape = <Value>(hasShape: (value: unknown) => value is Value): AnswerShape<Value> => ({
  parse(value) {
    if (hasShape(value)) return value;
    throw new TypeError('a helper process answered in an unknown shape');
  },
});

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isText = (value: unknown): value is string => typeof value === 'string';

export const number = shape(isNumber);
export const text = shape(isText);
export const flag = shape((value): value is boolean => typeof value === 'boolean');
export const textOrNull = shape((value): value is string | null => value === null || isText(value));
export const textOrNothing = shape((value): value is string | undefined => value === undefined || isText(value));
export const texts = shape((value): value is string[] => Array.isArray(value) && value.every(isText));

/** The named field of an answer; undefined where there is none. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
