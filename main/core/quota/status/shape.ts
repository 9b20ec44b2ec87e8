/** Whether a value has a shape. These few checks load at once, where the schemas of zod take as long as Node itself. */
export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === 'string';
/** No number of a quota comes near it: one beyond it is damage. */
export const largestNumber = 1e15;
export const isNumber: Check = (value) => typeof value === 'number' && Math.abs(value) <= largestNumber;
export const isAmount: Check = (value) => isNumber(value) && Number(value) >= 0;
export const isFlag: Check = (value) => typeof value === 'boolean';

export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

export const either =
  (one: Check, other: Check): Check =>
  (value) =>
    one(value) || other(value);

export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** An object with all fields of `fields`, perhaps some of `optional`, and no others. */
export const objectOf =
  (fields: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value) =>
    isObject(value) &&
    Object.keys(fields).every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, field]) => checkFor(name, fields, optional)(field));

/** An object whose fields may have any name. */
export const recordOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);

const never: Check = () => false;

function checkFor(name: string, ...tables: readonly Readonly<Record<string, Check>>[]): Check {
  const table = tables.find((one) => Object.hasOwn(one, name));
  return table?.[name] ?? never;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
