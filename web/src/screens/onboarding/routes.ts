import type { Route } from '../routes';

const ADMIN = { right: 'rollout:manage', whose: 'admin' } as const;

export const routes: Route[] = [
  { path: '/trien-khai', ...ADMIN, load: () => import('./Onboarding.svelte'), nav: { label: 'onboarding', icon: 'checklist' } },
  { path: '/trien-khai/dot', ...ADMIN, load: () => import('./Waves.svelte') },
  { path: '/trien-khai/tap-duot', ...ADMIN, load: () => import('./Training.svelte') },
];
