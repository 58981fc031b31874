/** Carrying out a verb where the person stands: the focus is on the next line before the server has answered. */
import { tick } from 'svelte';
import { confirm, confirmGroup, openGroup, undo } from './deciding';
import { inbox } from './inbox.svelte';
import { type Card, cardKey, type Group, groupKey, type Line, type Quality } from './kinds';
import { own } from './own/asked.svelte';
import { t } from './words';

export const rowId = (key: string): string => `row-${key}`;

/** Put the focus on the line where the person stands, if the list is on the screen. */
export async function focusLine(): Promise<void> {
  await tick();
  const key = inbox.here?.key;
  const row = key ? document.getElementById(rowId(key)) : null;
  if (row) row.focus();
  else document.querySelector<HTMLElement>('h1')?.focus();
}

/** Whether the focus is in the list, so that it should go along with the place. */
const inList = (): boolean => document.activeElement?.closest('[data-list]') instanceof Element;

export async function goTo(line: Line | undefined, follow = inList()): Promise<void> {
  inbox.at = line?.key;
  if (follow) await focusLine();
}

/** Stand on the next line, then do what takes these away; a focus that was lost with its line is found again. */
async function leaving(keys: string[], act: () => Promise<unknown>): Promise<void> {
  const follow = inList();
  const next = inbox.after(new Set(keys));
  inbox.at = next?.key;
  if (follow) await focusLine();
  await act();
  if (follow && document.activeElement === document.body) await focusLine();
}

export async function confirmCards(cards: Card[]): Promise<void> {
  const free = cards.filter(({ id }) => !inbox.pending.has(id));
  const unstated = free.find(({ id }) => !own.ready(cardKey(id), [id]));
  if (unstated) {
    inbox.at = cardKey(unstated.id);
    inbox.news = t().said.unstated(unstated.person);
    return;
  }
  if (free.length > 0) await leaving(free.map(({ id }) => cardKey(id)), () => confirm(free));
}

/** Confirm a group; if its samples were not opened yet, they open first. */
export async function confirmAll(group: Group): Promise<void> {
  const item = group.workItemId;
  if (!inbox.ready(item)) {
    inbox.at = groupKey(item);
    if (inbox.draws.has(item)) inbox.news = t().samplesFirst(Math.min(inbox.needed, inbox.chosenOf(item).length));
    await openGroup(group);
    return;
  }
  const members = inbox.chosenOf(item);
  if (members.length === 0 || members.some(({ id }) => inbox.pending.has(id))) return;
  if (!own.ready(groupKey(item), members.map(({ id }) => id))) {
    inbox.at = groupKey(item);
    inbox.news = t().said.unstated(group.item);
    return;
  }
  await leaving([groupKey(item), ...members.map(({ id }) => cardKey(id))], () => confirmGroup(group));
}

export async function toggleGroup(group: Group): Promise<void> {
  if (inbox.open.has(group.workItemId)) inbox.open.delete(group.workItemId);
  else await openGroup(group);
}

/** Choose a line to be confirmed with others, or leave a member out of its group. */
export function mark(line: Line): void {
  if (line.kind === 'group') return;
  const set = line.kind === 'member' ? inbox.excepted : inbox.selected;
  if (!set.delete(line.card.id)) set.add(line.card.id);
  if (line.kind === 'card') inbox.news = t().said.chosen(inbox.selected.size);
}

export function grade(line: Line, quality: Quality): void {
  const key = line.kind === 'member' ? groupKey(line.group.workItemId) : line.key;
  inbox.qualities.set(key, quality);
  inbox.news = t().said.quality(t().qualities[quality]);
}

export async function putOff(card: Card): Promise<void> {
  const next = inbox.after(new Set([cardKey(card.id)]));
  const follow = inList();
  inbox.later.add(card.id);
  inbox.at = next?.key;
  if (follow) await focusLine();
}

/** What confirming a line confirms: the chosen ones with it, or itself. */
export function withChosen(card: Card): Card[] {
  return inbox.selected.has(card.id) ? inbox.cards.filter(({ id }) => inbox.selected.has(id)) : [card];
}

export async function takeBack(all: boolean): Promise<void> {
  const follow = inList();
  await undo(all);
  if (follow || document.activeElement === document.body) await focusLine();
}
