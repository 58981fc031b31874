/** How periods, classes, people's moments and reasons are called. */
import { dayOf } from '../../device/clock.svelte';
import { fullDay, time } from '../../format/dates';
import { points } from '../../format/numbers';
import { Refused, SignedOut, Unreachable } from '../../graphql/errors';
import { said, t as common } from '../../words/language.svelte';
import { t } from './words';

export type Class = 'HTXS' | 'HTT' | 'HT' | 'KHT';
export const CLASSES: Class[] = ['HTXS', 'HTT', 'HT', 'KHT'];

interface Period {
  kind: 'MONTH' | 'QUARTER' | 'YEAR';
  last: string;
}

/** Tháng 10/2026, Quý III/2026, Năm 2026; a year is called by its last day. */
export const periodName = ({ kind, last }: Period): string => t().kinds[kind](last);

/** A class in full, or that there is none. */
export const className = (found: Class | null | undefined): string => (found ? common().classes[found] : t().none);

/** 15:38, 23/11/2026 */
export const moment = (instant: string): string => `${time(instant)}, ${fullDay(dayOf(instant))}`;

/** Points, or that they are not there. */
export const total = (found: string | null | undefined): string => (found === null || found === undefined ? t().noTotal : points(found));

/** What went wrong, in a sentence, and that what was written is safe. */
export function failure(error: unknown): string {
  if (error instanceof Refused) return said(error.first);
  if (error instanceof SignedOut) return `${common().errors.signedOut} ${common().errors.safe}`;
  if (error instanceof Unreachable) return `${common().errors.unreachable} ${common().errors.safe}`;
  throw error;
}
