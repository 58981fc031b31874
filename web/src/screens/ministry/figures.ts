/** Released figures as screens show them: a value, or the mark of why there is none. */
import { points, quantity, rate } from '../../format/numbers';
import type { ResultOf } from '../../graphql/tada';
import type { FIGURES, OFFERS, RELEASES } from './documents';

export type Release = NonNullable<ResultOf<typeof RELEASES>['releases']>[number];
export type Offer = NonNullable<ResultOf<typeof OFFERS>['release']>['datasets'][number];
export type Breakdown = Offer['breakdowns'][number]['breakdown'];
export type Answer = NonNullable<ResultOf<typeof FIGURES>['statistics']>;
export type Measure = { code: string; vi: string; en: string; unitVi: string; unitEn: string };

/** A is a value, Q hidden, M cannot exist, L not reported or not published. */
export type Status = 'A' | 'Q' | 'M' | 'L';

export interface Figure {
  value: number | null;
  status: Status;
}

export const ABSENT: Figure = { value: null, status: 'M' };

interface Told {
  members: string[];
  values: (string | null)[];
  obsStatus: Status[];
}

/** The rows of an answer, figures in the order of its measures. */
export const rowsOf = (rows: unknown): { members: string[]; figures: Figure[] }[] =>
  (rows as Told[]).map(({ members, values, obsStatus }) => ({
    members,
    figures: values.map((value, index) => ({ value: value === null ? null : Number(value), status: obsStatus[index] ?? 'L' })),
  }));

/** A value as people write it: rates with one decimal, points with two, counts with none. */
export function written(value: number, unit: string): string {
  if (unit === '%') return rate(value);
  return unit === 'điểm' ? points(value) : quantity(value);
}

/** The quarter or year of a period: III/2026 or 2026. */
export function periodName(period: string): string {
  const [year = period, quarter] = period.split('-Q');
  return quarter ? `${['I', 'II', 'III', 'IV'][Number(quarter) - 1] ?? quarter}/${year}` : year;
}

export const isYear = (period: string): boolean => !period.includes('-Q');

/** The middle of some values, or none of no values. */
export function median(values: number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The members of a row along its dimensions, by the code of each dimension. */
export const memberAt = (answer: Answer, column: string): number => answer.dimensions.findIndex(({ code }) => code === column);
