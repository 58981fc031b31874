/** What a person probably wants to log now: the last day's work, assigned tasks, habits, the own position. */
import { fit, fold } from '../../search/folding';
import { dayBefore } from './lines';
import type { Entry, Item, Task } from './mine.svelte';

export type Ground =
  | { kind: 'lastDay'; day: string; quantity: number }
  | { kind: 'task'; task: Task }
  | { kind: 'habit'; times: number }
  | { kind: 'position' }
  | { kind: 'shared' };

export interface Suggestion {
  item: Item;
  ground: Ground;
}

/** What the person usually does with an item. */
export interface Habit {
  times: number;
  least: number;
  most: number;
  last: number;
  minutesEach: number;
}

export interface Known {
  items: Item[];
  positionGroup: string | null;
  entries: Entry[];
  tasks: Task[];
  today: string;
}

const SHOWN = 8;
const FOUND = 30;

export function habitsOf(entries: Entry[]): Map<string, Habit> {
  const habits = new Map<string, Habit>();
  for (const { workItemId, quantity, minutes } of entries) {
    const amount = Number(quantity);
    const known = habits.get(workItemId);
    if (!known) habits.set(workItemId, { times: 1, least: amount, most: amount, last: amount, minutesEach: minutes / amount });
    else habits.set(workItemId, { ...known, times: known.times + 1, least: Math.min(known.least, amount), most: Math.max(known.most, amount) });
  }
  return habits;
}

/** Suggestions before anything is typed, each item once, under its strongest ground. */
export function suggest(known: Known): Suggestion[] {
  const grounds = groundsOf(known);
  const byId = new Map(known.items.map((item) => [item.id, item]));
  const found = [...grounds].flatMap(([id, ground]) => (byId.has(id) ? [{ item: byId.get(id) as Item, ground }] : []));
  const own = known.items.filter((item) => !grounds.has(item.id) && isOfPosition(item, known));
  return [...found, ...own.map((item): Suggestion => ({ item, ground: { kind: 'position' } }))].slice(0, SHOWN);
}

/** Items that hold all the words, with or without diacritics, those the person uses first. */
export function search(words: string, known: Known): Suggestion[] {
  const grounds = groundsOf(known);
  const order = [...grounds.keys()];
  const placeOf = (item: Item): number => (grounds.has(item.id) ? order.indexOf(item.id) : order.length + (isOfPosition(item, known) ? 0 : 1));
  return known.items
    .map((item) => ({ item, fits: fit(fold(item.name), words) + (fold(item.code) === fold(words.trim()) ? 20 : 0) }))
    .filter(({ fits }) => fits > 0)
    .sort((one, other) => placeOf(one.item) - placeOf(other.item) || other.fits - one.fits)
    .slice(0, FOUND)
    .map(({ item }) => ({ item, ground: grounds.get(item.id) ?? { kind: isOfPosition(item, known) ? 'position' : 'shared' } }));
}

const isOfPosition = ({ positionGroups }: Item, { positionGroup }: Known): boolean => positionGroups.some((group) => group === positionGroup);

/** The ground of each item that has a personal one, the strongest first. */
function groundsOf({ entries, tasks, today }: Known): Map<string, Ground> {
  const grounds = new Map<string, Ground>();
  const add = (id: string, ground: Ground): void => {
    if (!grounds.has(id)) grounds.set(id, ground);
  };
  const last = dayBefore(today, entries);
  for (const entry of entries.filter(({ workDate }) => workDate === last)) {
    add(entry.workItemId, { kind: 'lastDay', day: entry.workDate, quantity: Number(entry.quantity) });
  }
  for (const task of [...tasks].sort((one, other) => one.dueDate.localeCompare(other.dueDate))) add(task.workItemId, { kind: 'task', task });
  const habits = [...habitsOf(entries)].sort(([, one], [, other]) => other.times - one.times);
  for (const [id, { times }] of habits) add(id, { kind: 'habit', times });
  return grounds;
}
