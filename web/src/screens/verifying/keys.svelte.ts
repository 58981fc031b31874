/** Which key does what in the list; kept on the device, and all of them can be switched off. */
import { VERBS, type Verb } from './kinds';

const KEPT = 'roviec-verifying-keys';
const FIRST: Record<Verb, string> = {
  down: 'J', up: 'K', select: 'X', confirm: 'E', confirmGroup: 'Shift+E', giveBack: 'R', later: 'S', enlarge: 'Space', compare: 'C', undo: 'Z', search: '/', keys: '?',
};
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Tab', 'Enter', 'Escape', 'Dead', 'Process', 'Unidentified']);

/** A pressed key as people read it: J, Shift+E, Space, ?; null for what cannot be chosen. */
export function nameOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey || MODIFIERS.has(event.key)) return null;
  if (event.key === ' ') return 'Space';
  if (event.key.length > 1) return event.key;
  const letter = event.key.toUpperCase();
  return event.shiftKey && letter !== event.key.toLowerCase() ? `Shift+${letter}` : letter;
}

class Keys {
  on = $state(true);
  map = $state.raw<Record<Verb, string>>(FIRST);

  constructor() {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as { on?: boolean; map?: Partial<Record<Verb, string>> };
    this.on = kept.on ?? true;
    this.map = { ...FIRST, ...kept.map };
  }

  verbOf(event: KeyboardEvent): Verb | undefined {
    const name = this.on ? nameOf(event) : null;
    return VERBS.find((verb) => this.map[verb] === name);
  }

  /** Who has a key already, other than a verb itself. */
  taken(key: string, by: Verb): Verb | undefined {
    return VERBS.find((verb) => verb !== by && this.map[verb] === key);
  }

  choose(verb: Verb, key: string): void {
    this.map = { ...this.map, [verb]: key };
    this.keep();
  }

  turn(on: boolean): void {
    this.on = on;
    this.keep();
  }

  reset(): void {
    this.map = FIRST;
    this.keep();
  }

  private keep(): void {
    localStorage.setItem(KEPT, JSON.stringify({ on: this.on, map: this.map }));
  }
}

export const keys = new Keys();
