/** A month's receipt as the server keeps it, read for people. */
import { percent, points, quantity } from '../../../format/numbers';

export interface Receipt {
  package: string;
  version: string;
  inputs: { [name: string]: string | null };
  /** Inputs and values in the order people reckon, the sum last. */
  steps: { name: string; value: string | null }[];
}

type Named = { [name: string]: string | null };

const ORDER = ['work_days', 'credited', 'rate', 'a', 'b', 'c', 'days_over', 'general', 'results', 'total'];
const LEFT_OUT = new Set(['rating']);
const SHARES = new Set(['rate', 'a', 'b', 'c']);
const WHOLE = new Set(['work_days', 'days_over', 'days_late', 'quantity', 'norm']);

export function readReceipt(receipt: unknown): Receipt {
  const given = receipt as { package: string; version: string; inputs: Named; values: Named };
  const known = { ...given.inputs, ...given.values };
  const names = Object.keys(known).filter((name) => !LEFT_OUT.has(name));
  names.sort((one, other) => placeOf(one) - placeOf(other));
  return { package: given.package, version: given.version, inputs: given.inputs, steps: names.map((name) => ({ name, value: known[name] ?? null })) };
}

/** Names of a province's own come before the sums at the end. */
function placeOf(name: string): number {
  const place = ORDER.indexOf(name);
  return place < 0 ? ORDER.indexOf('general') - 0.5 : place;
}

/** A value of a receipt as people write it. */
export function shownValue(name: string, value: string | null, missing: string, words: { [key: string]: string }): string {
  if (value === null) return missing;
  if (words[value]) return words[value];
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  if (SHARES.has(name)) return percent(Number(value));
  return WHOLE.has(name) ? quantity(value) : points(value);
}
