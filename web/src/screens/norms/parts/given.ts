/** What a worked example is given: values by name and records below, and between what is stored and what is typed. */
import type { Desk, Level } from '../kinds';
import { storedNumber } from '../notation/numbers';

export interface Line {
  name: string;
  typed: string;
}
export interface Given {
  lines: Line[];
  /** How often this record stands, where it is one of several below. */
  times: string;
  of: Given[];
}

const KEY = /^[A-Za-z0-9_.+/-]+$/;
const shown = (text: string): string => (/^-?\d+(\.\d+)?$/.test(text) ? text.replace('.', ',').replace('-', '−') : text);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const levelOf = (desk: Desk, name: string | null): Level | undefined => desk.levels.find((one) => one.name === name);

/** What may be given at a level: its facts, and formulas to be replaced by a value. */
export const givable = (level: Level | undefined): { name: string; vi: string; en: string; keys: string[]; truth: boolean }[] =>
  [...(level?.facts ?? []), ...(level?.formulas ?? []).map(({ name, vi, en }) => ({ name, vi, en, keys: [] as string[], truth: false }))];

export function readGiven(value: unknown): Given {
  const found: Given = { lines: [], times: '', of: [] };
  for (const [name, one] of Object.entries(isRecord(value) ? value : {})) {
    if (name === 'of' && Array.isArray(one)) found.of = one.map(readGiven);
    else if (name === 'times') found.times = String(one);
    else found.lines.push({ name, typed: shown(String(one)) });
  }
  return found;
}

export type Written = { [name: string]: string | Written[] };

/** What is stored of what was typed; null where some of it cannot be read. */
export function writeGiven(given: Given): Written | null {
  const found: Written = {};
  for (const { name, typed } of given.lines) {
    const text = storedText(typed);
    if (text === null) return null;
    found[name] = text;
  }
  if (given.of.length > 0) {
    const below = given.of.map(writeGiven);
    if (below.some((one) => one === null)) return null;
    found['of'] = below.filter((one) => one !== null);
  }
  if (given.times.trim() && given.times.trim() !== '1') found['times'] = given.times.trim();
  return found;
}

export function storedText(typed: string): string | null {
  const text = typed.trim();
  const known = { thiếu: 'missing', có: 'true', không: 'false', đúng: 'true', sai: 'false' }[text] ?? text;
  return storedNumber(known) ?? (KEY.test(known) ? known : null);
}
