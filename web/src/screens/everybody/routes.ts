import type { Route } from '../routes';

export const routes: Route[] = [
  { path: '/them', load: () => import('./More.svelte'), nav: { label: 'more', icon: 'more', bar: 3 } },
];
