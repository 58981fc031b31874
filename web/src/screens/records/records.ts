/** Records as the screens take them. */
import { dayOf } from '../../device/clock.svelte';
import { fullDay, time } from '../../format/dates';
import type { ResultOf } from '../../graphql/tada';
import type { OF_PERSON } from './documents';

export type Discipline = NonNullable<ResultOf<typeof OF_PERSON>['disciplines']>[number];
export type Cause = NonNullable<ResultOf<typeof OF_PERSON>['causesOfPerson']>[number];

/** 15:38, 23/11/2026 */
export const moment = (instant: string): string => `${time(instant)}, ${fullDay(dayOf(instant))}`;

/** Whether a record bears on the class: conclusions do, and disciplines from reprimand (khiển trách) up. */
export const weighs = ({ form, revokedAt }: Discipline): boolean => revokedAt === null && form !== 'CRITICISM';
