/** Reasons for a look, in words and shapes. */
import { dayOf } from '../../device/clock.svelte';
import { shortDay, time } from '../../format/dates';
import { hours, quantity } from '../../format/numbers';
import type { IconName } from '../../parts/icons';
import { t as shared } from '../../words/language.svelte';
import type { Flag } from './kinds';
import { t } from './words';

export const FLAG_ICONS: Record<Flag['code'], IconName> = {
  SAME_DOCUMENT: 'copy', SAME_FILE: 'copy', SAME_WORK: 'copy', NO_PRODUCT: 'file', OVER_USUAL: 'bars', OVER_NORM: 'bars', DAY_OVER: 'bars', COMPLEXITY: 'bars', LATE_LOG: 'hourglass', DUE_PASSED: 'hourglass', LATE_SENT: 'offline',
};

const complexity = (key: string | null): string => (key ? ((shared().complexity as Record<string, string>)[key] ?? key) : '');

/** One reason as a sentence. */
export function flagText(flag: Flag, today: string): string {
  const words = t().flags;
  const [day, person] = [flag.twin ? shortDay(flag.twin.workDate, today) : '', flag.twin?.person ?? ''];
  const at = flag.at ? `${time(flag.at)} ${shortDay(dayOf(flag.at), today)}` : '';
  switch (flag.code) {
    case 'SAME_DOCUMENT': return words.SAME_DOCUMENT(day, person, flag.twin?.shared ?? '');
    case 'SAME_FILE': return words.SAME_FILE(day, person);
    case 'SAME_WORK': return words.SAME_WORK(day, person);
    case 'NO_PRODUCT': return words.NO_PRODUCT;
    case 'OVER_USUAL': return words.OVER_USUAL(quantity(flag.ratio ?? 0));
    case 'OVER_NORM': return words.OVER_NORM(quantity(flag.ratio ?? 0));
    case 'DAY_OVER': return words.DAY_OVER(hours(flag.minutes ?? 0), flag.nth ?? 0);
    case 'COMPLEXITY': return words.COMPLEXITY(complexity(flag.usual));
    case 'LATE_LOG': return at ? `${words.LATE_LOG(flag.days ?? 0)} · ${t().deviceSays(at)}` : words.LATE_LOG(flag.days ?? 0);
    case 'DUE_PASSED': return words.DUE_PASSED(flag.days ?? 0);
    case 'LATE_SENT': return words.LATE_SENT(flag.days ?? 0, at);
  }
}
