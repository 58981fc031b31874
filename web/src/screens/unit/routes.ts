import type { Route } from '../routes';

const LEAD = { right: 'task:assign', whose: 'leader' } as const;

export const routes: Route[] = [
  { path: '/don-vi', ...LEAD, load: () => import('./today/UnitToday.svelte'), nav: { label: 'unit', icon: 'bars', bar: 7 } },
  { path: '/don-vi/:person', ...LEAD, load: () => import('./person/PersonDay.svelte') },
  { path: '/giao-viec', ...LEAD, load: () => import('./assigning/Given.svelte'), nav: { label: 'assigning', icon: 'flag' } },
  { path: '/giao-viec/moi', ...LEAD, load: () => import('./assigning/Assign.svelte') },
  { path: '/hieu-chinh', right: 'calibration:read', whose: 'head', load: () => import('./calibration/Calibration.svelte'), nav: { label: 'calibration', icon: 'scales' } },
  { path: '/uy-quyen', right: 'delegation:grant', whose: 'leader', load: () => import('./delegating/Delegations.svelte') },
];
