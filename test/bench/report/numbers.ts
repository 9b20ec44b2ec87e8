export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

/** "1016 ms (899–1354)": the median, and the least and the greatest value. */
export function spread(values: readonly number[], unit: string, digits = 0): string {
  const text = (value: number): string => value.toFixed(digits);
  return `${text(median(values))} ${unit} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

/** Measures two things in turn, so that a machine that becomes slower or faster changes both. The first round is not counted. */
export async function inTurn<Value>(
  rounds: number,
  ours: () => Promise<Value>,
  reference: () => Promise<Value>,
): Promise<{ readonly ours: readonly Value[]; readonly reference: readonly Value[] }> {
  const measured: { readonly ours: Value; readonly reference: Value }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    measured.push({ reference: await reference(), ours: await ours() });
  }
  const counted = measured.slice(1);
  return { ours: counted.map((one) => one.ours), reference: counted.map((one) => one.reference) };
}
