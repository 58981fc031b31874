/** Where what a check found is mended: the screen for the whole, and the page of one of those it found. */
import type { ResultOf } from '../../graphql/tada';
import type { CHECKLIST } from './documents';

export type Finding = NonNullable<ResultOf<typeof CHECKLIST>['onboardingChecklist']>[number];
type Code = Finding['code'];

const UNITS = '/don-vi-con-nguoi';
const PEOPLE = '/don-vi-con-nguoi/can-bo';
const IMPORTING = '/don-vi-con-nguoi/nhap';
const ACCOUNTS = '/tai-khoan';

export const MENDED_AT: Record<Code, string> = {
  UNITS_WITHOUT_HEAD: UNITS, NO_PEOPLE: IMPORTING, PEOPLE_WITHOUT_POST: PEOPLE, POSTS_WITHOUT_POSITION: PEOPLE, PEOPLE_WITHOUT_ACCOUNT: IMPORTING,
  ACCOUNTS_NEVER_USED: ACCOUNTS, POSITIONS_WITHOUT_ITEMS: '/danh-muc', ITEMS_WITHOUT_NORM: '/danh-muc', NO_PACKAGE: '/goi-dinh-muc', NO_PERIOD: '/ky-va-thoi-han',
  NO_CALENDAR: '/ky-va-thoi-han', ONE_ADMINISTRATOR: ACCOUNTS, NO_BREAK_GLASS: ACCOUNTS, UNITS_WITHOUT_WAVE: '/trien-khai/dot',
};

/** The page of one that a check found, where there is one. */
export const pageOf = (code: Code, id: string): string | null => (MENDED_AT[code] === PEOPLE ? `${PEOPLE}/${id}` : null);

/** The steps of joining, each with the checks that say how far it is. */
export const STEPS: { name: 'template' | 'people' | 'packages' | 'waves' | 'periods' | 'signIns'; at: string; checks: Code[] }[] = [
  { name: 'template', at: '/danh-muc', checks: ['POSITIONS_WITHOUT_ITEMS', 'ITEMS_WITHOUT_NORM'] },
  { name: 'people', at: IMPORTING, checks: ['NO_PEOPLE', 'UNITS_WITHOUT_HEAD', 'PEOPLE_WITHOUT_POST', 'POSTS_WITHOUT_POSITION'] },
  { name: 'packages', at: '/goi-dinh-muc', checks: ['NO_PACKAGE', 'ONE_ADMINISTRATOR'] },
  { name: 'waves', at: '/trien-khai/dot', checks: ['UNITS_WITHOUT_WAVE'] },
  { name: 'periods', at: '/ky-va-thoi-han', checks: ['NO_CALENDAR', 'NO_PERIOD'] },
  { name: 'signIns', at: ACCOUNTS, checks: ['PEOPLE_WITHOUT_ACCOUNT', 'ACCOUNTS_NEVER_USED', 'NO_BREAK_GLASS'] },
];
