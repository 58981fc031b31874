import type { Route } from '../routes';

const ADMIN = { whose: 'admin' } as const;

export const routes: Route[] = [
  { path: '/don-vi-con-nguoi', right: 'unit:manage', ...ADMIN, load: () => import('./units/Units.svelte'), nav: { label: 'organisation', icon: 'building', bar: 1 } },
  { path: '/don-vi-con-nguoi/nhap', right: 'person:manage', ...ADMIN, load: () => import('./importing/Import.svelte') },
  { path: '/don-vi-con-nguoi/can-bo', right: 'person:manage', ...ADMIN, load: () => import('./people/People.svelte') },
  { path: '/don-vi-con-nguoi/can-bo/:id', right: 'person:manage', ...ADMIN, load: () => import('./people/OnePerson.svelte') },
];

/** The calendar of evaluation. */
export const calendar: Route[] = [
  { path: '/ky-va-thoi-han', right: 'period:manage', ...ADMIN, load: () => import('./periods/Periods.svelte'), nav: { label: 'periods', icon: 'calendar', bar: 2 } },
];

/** Who gets in, and what was done: looked at less often than the rest. */
export const keeping: Route[] = [
  { path: '/tai-khoan', right: 'account:manage', ...ADMIN, load: () => import('./accounts/Accounts.svelte'), nav: { label: 'accounts', icon: 'person', bar: 7 } },
  { path: '/dang-nhap-mot-lan', right: 'sso:manage', ...ADMIN, load: () => import('./sso/SingleSignOn.svelte') },
  { path: '/ma-truy-cap', right: 'token:manage', load: () => import('./tokens/Tokens.svelte'), nav: { label: 'tokens', icon: 'lock', right: ['account:manage', 'statistics:read', 'health:read'] } },
  { path: '/ket-noi', right: ['intake:manage', 'webhook:manage'], ...ADMIN, load: () => import('./connections/Connections.svelte'), nav: { label: 'connections', icon: 'repeat' } },
  { path: '/ket-noi/:id', right: 'intake:manage', ...ADMIN, load: () => import('./sources/OneSource.svelte') },
  { path: '/nhat-ky-he-thong', right: ['settings:manage', 'account:manage'], ...ADMIN, load: () => import('./audit/Audit.svelte'), nav: { label: 'audit', icon: 'eye' } },
];
