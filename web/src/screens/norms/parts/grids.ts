/** A scale of two keys as a grid of rows and columns, and the changes that add or take away a whole line of it. */
import type { Change, Scale } from '../kinds';

export interface Grid {
  rows: string[];
  columns: string[];
}

const keysOf = (scale: Pick<Scale, 'rows'>): string[][] => scale.rows.filter(({ name }) => name !== '').map(({ name }) => name.split(' '));

/** How many keys lead to a value. */
export const dimensionsOf = (scale: Pick<Scale, 'rows'>): number => Math.max(1, ...keysOf(scale).map((keys) => keys.length));

export function gridOf(scale: Pick<Scale, 'rows'>): Grid {
  const keys = keysOf(scale);
  return { rows: [...new Set(keys.map(([row]) => row ?? ''))], columns: [...new Set(keys.map(([, column]) => column ?? ''))] };
}

const within = (scale: Pick<Scale, 'name' | 'form'>, ...keys: string[]): string[] => ['tables', scale.name, scale.form, ...keys];

/** A new line with a value for each of those that cross it. */
export function addedLine(scale: Scale, line: 'row' | 'column', key: string, values: Record<string, string>): Change[] {
  if (line === 'row') return [{ path: within(scale, key), act: 'PUT', value: values }];
  return Object.entries(values).map(([row, value]) => ({ path: within(scale, row, key), act: 'PUT', value }));
}

export function removedLine(scale: Scale, line: 'row' | 'column', key: string): Change[] {
  if (line === 'row') return [{ path: within(scale, key), act: 'REMOVE' }];
  return gridOf(scale).rows.map((row) => ({ path: within(scale, row, key), act: 'REMOVE' }));
}
