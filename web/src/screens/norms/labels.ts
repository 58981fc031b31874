/** What parts of a package are called in the chosen language. */
import { speech, t as common } from '../../words/language.svelte';
import type { Desk, Level, Scale } from './kinds';
import { Dictionary, type Scope } from './notation/names';
import { shownValue } from './notation/numbers';
import { t } from './words';

interface Labelled {
  name: string;
  vi: string;
  en: string;
}

export const labelOf = (one: Labelled): string => (speech.language === 'en' ? one.en : one.vi) || one.name;

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A row of a scale: its key in words where the console knows them, or its bound. */
export function rowLabel(scale: Pick<Scale, 'form'>, name: string, position: number, rows: number): string {
  const words = t().editor;
  if (name === '') return position === rows - 1 ? { rows: words.otherwise, upto: words.above, from: words.below }[scale.form] ?? words.otherwise : name;
  if (scale.form === 'upto') return words.upto(shownValue(name));
  if (scale.form === 'from') return words.fromBound(shownValue(name));
  const known = { ...common().complexity, ...common().quality } as Record<string, string>;
  return upper(known[name] ?? known[name.toUpperCase()] ?? name);
}

export const levelLabel = (level: Labelled): string => (level.vi || level.en ? labelOf(level) : t().editor.level(t().editor.levels[level.name] ?? level.name));

/** What formulas of a level may name. */
export function scopeOf(desk: Desk, level: Level): Scope {
  const values = (one: Level | undefined): { name: string; vi: string }[] => [...(one?.facts ?? []), ...(one?.formulas ?? []), ...desk.settings];
  return {
    here: new Dictionary(values(level)),
    below: new Dictionary(values(desk.levels.find(({ name }) => name === level.over))),
    tables: new Dictionary(desk.scales),
  };
}

/** What a value of a level is called, such as an expected one of a worked example. */
export function valueLabel(desk: Desk, level: string, name: string): string {
  const found = desk.levels.find((one) => one.name === level);
  const part = [...(found?.formulas ?? []), ...(found?.facts ?? [])].find((one) => one.name === name);
  return part ? labelOf(part) : name;
}

/** A canonical value as people read it. */
export function told(value: string): string {
  if (value === '' || value === 'missing') return t().editor.missing;
  return shownValue(value);
}

/** What an example is given, in labels and decimal commas; records below stand in brackets. */
export function givenText(desk: Desk, level: string, given: string): string {
  const ladder: string[] = [];
  for (let name: string | null = level; name && !ladder.includes(name); name = desk.levels.find((one) => one.name === name)?.over ?? null) ladder.push(name);
  const labels = new Map(ladder.toReversed().flatMap((name) => {
    const found = desk.levels.find((one) => one.name === name);
    return [...(found?.formulas ?? []), ...(found?.facts ?? [])].map((one) => [one.name, labelOf(one)] as const);
  }));
  const words = { ...common().complexity, ...common().quality } as Record<string, string>;
  return given
    .replace(/(^|[ [])(\w+) = /g, (_, before: string, name: string) => `${before}${name === 'of' ? '' : `${labels.get(name) ?? name}: `}`)
    .replace(/: (-?[\w.]+)/g, (_, value: string) => `: ${words[value] ?? words[value.toUpperCase()] ?? shownValue(value)}`)
    .replaceAll(', ', '; ');
}
