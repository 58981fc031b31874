/** Names an author may give: what the norm language takes for names and keys, and what it would rather not. */
import { fold } from '../../../search/folding';
import { FUNCTIONS, KEYWORDS } from '../notation/words';

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const KEY = /^[A-Za-z0-9_.+/-]+$/;
const TAKEN = new Set([...Object.keys(FUNCTIONS), ...Object.keys(KEYWORDS), 'person', 'unit', 'entry', 'day', 'month', 'quarter', 'year', 'where', 'zero']);

/** A name made of a label: `Giờ thưởng` becomes `gio_thuong`. */
export function nameOf(label: string): string {
  const word = fold(label).replace(/[^a-z0-9]+/g, '_').replace(/^[_0-9]+/, '').slice(0, 40).replace(/_+$/, '');
  return TAKEN.has(word) ? `${word}_1` : word;
}

export const isName = (name: string): boolean => NAME.test(name) && !TAKEN.has(name);

export const isKey = (key: string): boolean => KEY.test(key);
