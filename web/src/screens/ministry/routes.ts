import type { Route } from '../routes';

const read = { right: 'statistics:read', whose: 'ministry' } as const;

export const routes: Route[] = [
  { path: '/ca-nuoc', ...read, load: () => import('./nation/Nation.svelte'), nav: { label: 'nation', icon: 'map', bar: 1 } },
  { path: '/bieu', ...read, load: () => import('./tables/Tables.svelte'), nav: { label: 'tables', icon: 'table', bar: 2 } },
  { path: '/ban-phat-hanh', ...read, load: () => import('./releases/Releases.svelte'), nav: { label: 'releases', icon: 'seal', bar: 4 } },
  { path: '/cach-tinh', ...read, load: () => import('./methods/Methods.svelte'), nav: { label: 'methods', icon: 'book', bar: 5 } },
];

/** A province's own part, for who follows it there; below the rooms of every day. */
export const ofProvince: Route[] = [
  { path: '/so-lieu-tinh', right: 'statistics:follow', whose: 'head', load: () => import('./part/Part.svelte'), nav: { label: 'tables', icon: 'table' } },
];
