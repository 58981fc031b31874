/** Vietnamese names for what a formula may name, made from the labels: `phút_theo_định_mức` for `minutes`. */
import { FUNCTIONS, KEYWORDS, NAMED } from './words';

const LONGEST = 36;
const ALL_WORDS = new Set([...Object.entries(FUNCTIONS), ...Object.entries(KEYWORDS), ...Object.entries(NAMED)].flat());

export interface Named {
  name: string;
  vi: string;
}

/** One name space in both directions. */
export class Dictionary {
  private readonly toShown = new Map<string, string>();
  private readonly toStored = new Map<string, string>();

  constructor(named: Named[]) {
    const stored = new Set(named.map(({ name }) => name));
    const wanted = new Map<string, string[]>();
    for (const { name, vi } of named) {
      const shown = identifierOf(vi);
      if (shown && shown !== name && !stored.has(shown) && !ALL_WORDS.has(shown)) wanted.set(shown, [...(wanted.get(shown) ?? []), name]);
    }
    for (const [shown, [name, another]] of wanted) {
      if (name === undefined || another !== undefined) continue; // two things of one label keep their own names
      this.toShown.set(name, shown);
      this.toStored.set(shown, name);
    }
    for (const name of stored) this.toStored.set(name, name);
  }

  shown(name: string): string {
    return this.toShown.get(name) ?? name;
  }

  /** The stored name of what was written, in either form; nothing if it names nothing. */
  stored(written: string): string | undefined {
    return this.toStored.get(written);
  }

  /** Each thing once, as people see it. */
  get words(): string[] {
    return [...new Set([...this.toStored.values()].map((name) => this.shown(name)))];
  }
}

/** What may be named in a formula of a level: its own values, those of the level below within sums, and the scales. */
export interface Scope {
  here: Dictionary;
  below: Dictionary;
  tables: Dictionary;
}

/** A label as one word; empty where it would be too long or begins with a digit. */
export function identifierOf(label: string): string {
  const word = label
    .normalize('NFC')
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  return /^\p{L}/u.test(word) && word.length <= LONGEST ? word : '';
}
