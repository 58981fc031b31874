/** The template's differences and how they are answered, field by field. */
import type { ResultOf } from '../../../graphql/tada';
import { fold } from '../../../search/folding';
import type { DIFFERENCES } from '../documents';

export type Difference = NonNullable<ResultOf<typeof DIFFERENCES>['templateDifferences']>[number];
export type Field = Difference['fields'][number];

export const keyOf = ({ kind, code }: Pick<Difference, 'kind' | 'code'>): string => `${kind} ${code}`;

export const SORTS = ['conflict', 'clean', 'added', 'withdrawn'] as const;
export type Sort = (typeof SORTS)[number];

/** What kind of answer a difference asks for; a conflict is one in which both sides changed the same field. */
export function sortOf({ change, fields }: Difference): Sort {
  if (change === 'ADDED') return 'added';
  if (change === 'WITHDRAWN') return 'withdrawn';
  return fields.some(({ state }) => state === 'CONFLICT') ? 'conflict' : 'clean';
}

/** What is taken unless somebody chooses otherwise: everything but what the province changed itself. */
export function usual(difference: Difference): string[] {
  return difference.fields.filter(({ state }) => state !== 'CONFLICT').map(({ field }) => field);
}

/** Whether an answer keeps something of the province's own that the template would change. */
export function keeps(difference: Difference, taken: string[] | null): boolean {
  if (taken === null) return false;
  if (sortOf(difference) === 'withdrawn' || sortOf(difference) === 'added') return true;
  return difference.fields.some(({ field, state }) => state !== 'SAME' && !taken.includes(field));
}

export interface Wanted {
  words: string;
  kind: string;
  sort: string;
}

/** The differences that fit words, kind and sort. */
export function fitting(every: Difference[], { words, kind, sort }: Wanted): Difference[] {
  const looked = fold(words).trim().split(/\s+/);
  return every.filter(
    (one) => (!kind || one.kind === kind) && (!sort || sortOf(one) === sort) && looked.every((word) => fold(`${one.code} ${one.name}`).includes(word)),
  );
}
