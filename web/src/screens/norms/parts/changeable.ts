/** What can be changed about a part as a whole: its names, its place, and whether it is there at all. */
import type { Change, Desk, Level, Scale } from '../kinds';
import { labelOf, levelLabel } from '../labels';
import { dimensionsOf, removedLine } from './grids';
import { t } from './words';

export interface Changeable {
  path: string[];
  name: string;
  /** What may be written about it; what is undefined cannot be. */
  words?: { vi?: string; en?: string; unit?: string };
  moves?: { up: boolean; down: boolean };
  removals: { label: string; name: string; changes: Change[] }[];
  /** Changes of a national package may not be able to say it. */
  owns?: boolean;
}

const movesAt = (place: number, count: number): { up: boolean; down: boolean } => ({ up: place > 0, down: place < count - 1 });
const gone = (path: string[], name: string): Changeable['removals'] => [{ label: t().remove, name, changes: [{ path, act: 'REMOVE' }] }];

export function settingPart(desk: Desk, place: number): Changeable | undefined {
  const one = desk.settings[place];
  if (!one) return undefined;
  const name = labelOf(one);
  return { path: one.path, name, words: { vi: one.vi, en: one.en, unit: one.unit }, moves: movesAt(place, desk.settings.length), removals: gone(one.path, name) };
}

export function scalePart(desk: Desk, scale: Scale): Changeable {
  const path = ['tables', scale.name];
  return { path, name: labelOf(scale), words: { vi: scale.vi, en: scale.en, unit: scale.unit }, moves: movesAt(desk.scales.indexOf(scale), desk.scales.length), removals: gone(path, labelOf(scale)) };
}

/** A row of a scale; of two keys it goes with its whole row or column, and only `rows` are in an order of their own. */
export function rowPart(scale: Scale, place: number, name: string): Changeable | undefined {
  const row = scale.rows[place];
  if (!row) return undefined;
  const [key = '', column = ''] = row.name.split(' ');
  if (row.name !== '' && dimensionsOf(scale) === 2) {
    return { path: row.path, name, removals: [{ label: t().removeRow(key), name: key, changes: removedLine(scale, 'row', key) }, { label: t().removeColumn(column), name: column, changes: removedLine(scale, 'column', column) }] };
  }
  const ordered = scale.rows.filter((one) => one.name !== '');
  const needed = row.name === '' && scale.form !== 'rows'; // brackets always say what all the rest is
  return { path: row.path, name, removals: needed ? [] : gone(row.path, name), ...(scale.form === 'rows' && row.name !== '' ? { moves: movesAt(place, ordered.length) } : {}) };
}

export function formulaPart(level: Level, place: number): Changeable | undefined {
  const one = level.formulas[place];
  if (!one) return undefined;
  const name = labelOf(one);
  return { path: one.path, name, words: { vi: one.vi, en: one.en, unit: one.unit }, moves: movesAt(place, level.formulas.length), removals: gone(one.path, name) };
}

export const levelPart = (level: Level): Changeable => ({ path: ['levels', level.name], name: levelLabel(level), words: { vi: level.vi, en: level.en }, removals: [], owns: true });

export function examplePart(desk: Desk, place: number): Changeable | undefined {
  const one = desk.examples[place];
  if (!one) return undefined;
  const path = ['examples', one.name];
  return { path, name: one.name, moves: movesAt(place, desk.examples.length), removals: gone(path, one.name) };
}
