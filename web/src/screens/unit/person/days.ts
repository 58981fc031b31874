/** Sums of a person's days, from what was handed in. */
import { daysAfter } from '../../../format/dates';
import { ask } from '../../../graphql/ask';
import type { ResultOf } from '../../../graphql/tada';
import { PERSON_ENTRIES } from '../documents';

type Edge = NonNullable<ResultOf<typeof PERSON_ENTRIES>['entries']>['edges'][number];
export type Entry = Edge['node'];

const DAYS = 12;

export interface DaySum {
  day: string;
  minutes: number;
}

/** A person's entries of the last days up to one, enough for seven working days. */
export async function entriesOf(person: string, day: string): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { entries }: ResultOf<typeof PERSON_ENTRIES> = await ask(PERSON_ENTRIES, { person, from: daysAfter(day, 1 - DAYS), day, after });
    found.push(...(entries?.edges.map(({ node }) => node) ?? []));
    after = entries?.pageInfo.endCursor ?? null;
    more = entries?.pageInfo.hasNextPage ?? false;
  }
  return found;
}

const COUNTED = new Set(['SUBMITTED', 'VERIFIED']);

/** Norm minutes of entries: of what was accepted once they are verified; what came back does not count. */
export function minutesOf(entries: Pick<Entry, 'status' | 'normMinutes' | 'quantity' | 'acceptedQuantity'>[]): number {
  return entries
    .filter(({ status }) => COUNTED.has(status))
    .reduce((sum, { normMinutes, quantity, acceptedQuantity }) => sum + normMinutes * Number(acceptedQuantity ?? quantity), 0);
}

const weekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The last seven days up to one, weekends only where something was logged. */
export function weekOf(day: string, entries: Entry[]): DaySum[] {
  const days = Array.from({ length: DAYS }, (_, back) => daysAfter(day, back + 1 - DAYS));
  const sums = days.map((one) => ({ day: one, minutes: minutesOf(entries.filter(({ workDate }) => workDate === one)) }));
  return sums.filter((one) => one.day === day || one.minutes > 0 || !weekend(one.day)).slice(-7);
}

export const stillHeld = ({ validTo }: { validTo: string | null }, today: string): boolean => validTo === null || validTo > today;
