/** What a pressed key does; letters act only where the list has the focus. */
import { confirmAll, confirmCards, goTo, grade, mark, putOff, takeBack, withChosen } from './hands';
import { inbox } from './inbox.svelte';
import { keys } from './keys.svelte';
import { QUALITIES, type Verb } from './kinds';

export interface Doors {
  search: () => void;
  keys: () => void;
  giveBack: () => void;
  over: (what: 'evidence' | 'twin') => void;
}

const typing = (target: EventTarget | null): boolean => target instanceof HTMLInputElement ? target.type !== 'radio' : target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** Do what a key means; whether it meant anything. */
export function pressed(event: KeyboardEvent, doors: Doors): boolean {
  if (event.defaultPrevented || typing(event.target)) return false;
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
  if (plain && !(event.target instanceof HTMLInputElement) && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    void goTo(inbox.beside(event.key === 'ArrowDown' ? 1 : -1), true);
    return true;
  }
  const quality = keys.on && plain ? QUALITIES[Number(event.key) - 1] : undefined;
  if (quality) {
    if (inbox.here) grade(inbox.here, quality);
    return true;
  }
  const verb = keys.verbOf(event);
  if (verb) act(verb, doors);
  return verb !== undefined;
}

function act(verb: Verb, doors: Doors): void {
  const line = inbox.here;
  const card = inbox.cardAt(line);
  const group = inbox.groupOf(line);
  switch (verb) {
    case 'down': return void goTo(inbox.beside(1), true);
    case 'up': return void goTo(inbox.beside(-1), true);
    case 'select': return line && mark(line);
    case 'confirm': return card ? void confirmCards(withChosen(card)) : undefined;
    case 'confirmGroup': return group ? void confirmAll(group) : undefined;
    case 'giveBack': return card && !inbox.pending.has(card.id) ? doors.giveBack() : undefined;
    case 'later': return card ? void putOff(card) : undefined;
    case 'enlarge': return card && doors.over('evidence');
    case 'compare': return card && doors.over('twin');
    case 'undo': return void takeBack(false);
    case 'search': return doors.search();
    case 'keys': return doors.keys();
  }
}
