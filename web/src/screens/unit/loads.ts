/** States of load: a shape, a word and a tone, always together; and the sums the page shows of them. */
import type { ResultOf } from '../../graphql/tada';
import type { IconName } from '../../parts/icons';
import type { UNIT_TODAY } from './documents';

export type Day = NonNullable<ResultOf<typeof UNIT_TODAY>['unitToday']>;
export type PersonToday = Day['people'][number];
export type DueTask = Day['due'][number];
export type LoadState = PersonToday['state'];
export type Tone = 'ok' | 'wait' | 'warn' | 'bad' | 'quiet';

/** In the order in which a leader looks at them. */
export const STATES: LoadState[] = ['OVERLOADED', 'LATE', 'FULL', 'FIT', 'SPARE', 'SILENT'];

export const LOADS: Record<LoadState, { icon: IconName; tone: Tone }> = {
  OVERLOADED: { icon: 'load', tone: 'bad' },
  LATE: { icon: 'hourglass', tone: 'bad' },
  FULL: { icon: 'half', tone: 'warn' },
  FIT: { icon: 'done', tone: 'ok' },
  SPARE: { icon: 'plus', tone: 'wait' },
  SILENT: { icon: 'draft', tone: 'quiet' },
};

export const countOf = (people: PersonToday[], state: LoadState): number => people.filter((one) => one.state === state).length;

/** Given names of some people, as one speaks of them, and how many more there are. */
export function given(people: PersonToday[], most = 2): { names: string; more: number } {
  const names = people.slice(0, most).map(({ fullName }) => fullName.split(' ').at(-1) ?? fullName);
  return { names: names.join(', '), more: Math.max(0, people.length - most) };
}

const HOURS = 60;

/** A scale of minutes that holds everybody's bar, from ten hours to sixteen; longer bars are cut. */
export const scaleOf = (people: PersonToday[]): number => Math.min(16 * HOURS, Math.max(10 * HOURS, ...people.map(({ assigned }) => Number(assigned))));
