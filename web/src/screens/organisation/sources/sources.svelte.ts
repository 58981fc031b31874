/** Sources as the screens of connections share them, and what their figures say. */
import { clock, dayOf } from '../../../device/clock.svelte';
import { fullDay, time } from '../../../format/dates';
import { ask } from '../../../graphql/ask';
import type { ResultOf } from '../../../graphql/tada';
import { FIND_ITEMS, type SOURCES } from './documents';

export type Source = NonNullable<ResultOf<typeof SOURCES>['intakeSources']>[number];
const HOUR_MS = 3_600_000;
const DAY_HOURS = 48;

export const at = (instant: string): string => `${time(instant)}, ${fullDay(dayOf(instant))}`;

/** How old the newest event is, in hours or days. */
export function lagOf(instant: string, english: boolean): string {
  const hours = Math.max(0, Math.round((clock.now().getTime() - Date.parse(instant)) / HOUR_MS));
  if (hours < DAY_HOURS) return english ? `${hours} h` : `${hours} giờ`;
  return english ? `${Math.round(hours / 24)} days` : `${Math.round(hours / 24)} ngày`;
}

export async function findItems(words: string): Promise<{ id: string; name: string; note: string }[]> {
  if (!words.trim()) return [];
  const { workItems } = await ask(FIND_ITEMS, { words });
  return workItems?.edges.map(({ node: { id, name, code } }) => ({ id, name, note: code })) ?? [];
}

