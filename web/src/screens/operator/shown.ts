/** Times, sizes and states as operators read them. */
import { clock, dayOf } from '../../device/clock.svelte';
import { shortDay, time } from '../../format/dates';
import { megabytes, quantity } from '../../format/numbers';
import type { IconName } from '../../parts/icons';
import { type Condition, t } from './words';

export const CONDITIONS: Record<Condition, { icon: IconName; tone: 'ok' | 'warn' | 'bad' | 'quiet' }> = {
  FINE: { icon: 'done', tone: 'ok' },
  BEHIND: { icon: 'hourglass', tone: 'warn' },
  FAILING: { icon: 'warning', tone: 'bad' },
  UNMEASURED: { icon: 'draft', tone: 'quiet' },
};

/** 15:38 today, else 23/11 15:38; what never was is said in words. */
export function moment(at: string | null): string {
  if (!at) return t().one.unknown;
  const day = dayOf(at);
  return day === clock.today() ? time(at) : `${shortDay(day, clock.today())} ${time(at)}`;
}

export const size = (bytes: number): string => (bytes >= 1e9 ? `${quantity(bytes / 1e9)} GB` : megabytes(bytes));

export const jobName = (job: string): string => t().names[job] ?? job;
