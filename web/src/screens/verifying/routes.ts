import type { Route } from '../routes';
import { waiting } from './counting/waiting.svelte';

export const routes: Route[] = [
  {
    path: '/xac-nhan', right: 'work_entry:verify', whose: 'leader', load: () => import('./Verifying.svelte'),
    nav: { label: 'verify', icon: 'inbox', bar: 4, count: () => waiting.count },
  },
];
