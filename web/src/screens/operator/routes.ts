import type { Route } from '../routes';

const read = { right: 'health:read', whose: 'operator' } as const;

export const routes: Route[] = [
  { path: '/tinh-bo', ...read, load: () => import('./tenants/Tenants.svelte'), nav: { label: 'tenants', icon: 'building', bar: 1 } },
  { path: '/tinh-bo/moi', right: 'tenant:manage', whose: 'operator', load: () => import('./creating/NewTenant.svelte') },
  { path: '/tinh-bo/:slug', ...read, load: () => import('./tenants/OneTenant.svelte') },
  { path: '/tinh-trang', ...read, load: () => import('./health/Health.svelte'), nav: { label: 'health', icon: 'pulse', bar: 2 } },
  { path: '/hang-doi', ...read, load: () => import('./jobs/Jobs.svelte'), nav: { label: 'jobs', icon: 'queue', bar: 4 } },
];
