/** Periods and their steps as people speak of them: what a period is called, when steps are due, what is late. */
import { daysAfter } from '../../../format/dates';
import type { ResultOf } from '../../../graphql/tada';
import type { PERIODS } from './documents';

export type Period = NonNullable<ResultOf<typeof PERIODS>['evaluationPeriods']>[number];

export type Kind = 'MONTH' | 'QUARTER' | 'YEAR';

export interface Span {
  first: string;
  last: string;
}

const LENGTH: Record<Kind, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

const firstOf = (months: number): string => `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;

/** The month, quarter or year a day lies in; a year begins with its first month. */
export function spanOf(kind: Kind, day: string, firstMonth = 1): Span {
  const shift = kind === 'YEAR' ? firstMonth - 1 : 0;
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const first = Math.floor((month - shift) / LENGTH[kind]) * LENGTH[kind] + shift;
  return { first: firstOf(first), last: daysAfter(firstOf(first + LENGTH[kind]), -1) };
}

/** The first whole period that begins on a day or after it. */
export function nextSpan(kind: Kind, day: string, firstMonth = 1): Span {
  const span = spanOf(kind, day, firstMonth);
  return span.first === day ? span : spanOf(kind, daysAfter(span.last, 1), firstMonth);
}

const ROMAN = ['I', 'II', 'III', 'IV'];

/** tháng 10/2026, quý III/2026, năm 2026: years by their last day. */
export function nameOf(kind: Kind, span: Span, words: { month: (name: string) => string; quarter: (name: string) => string; year: (name: string) => string }): string {
  const year = span.first.slice(0, 4);
  const month = Number(span.first.slice(5, 7));
  if (kind === 'MONTH') return words.month(`${month}/${year}`);
  if (kind === 'QUARTER') return words.quarter(`${ROMAN[(month - 1) / 3] ?? ''}/${year}`);
  return words.year(span.last.slice(0, 4));
}

/** The day so many working days after a span; none when the calendar does not reach so far. */
export const dueAfter = (span: Span, days: number, working: readonly string[]): string | undefined => (days === 0 ? span.last : working.filter((day) => day > span.last)[days - 1]);

export const STEPS = ['selfScore', 'opinion', 'freeze', 'decision'] as const;
export type Step = (typeof STEPS)[number];

/** The steps of a rule are in order when none is due before the one it rests on. */
export const inOrder = (days: readonly number[]): boolean => days.every((count, index) => Number.isInteger(count) && count >= (days[index - 1] ?? 0) && count <= 60);
