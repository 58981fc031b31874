import { dayOf } from '../../../device/clock.svelte';
import { fullDay, time } from '../../../format/dates';

/** An instant as a day and a time of the clock. */
export const moment = (instant: string): string => `${time(instant)} ${fullDay(dayOf(instant))}`;
