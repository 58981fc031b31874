import type { Route } from '../routes';
import { waiting } from './waiting.svelte';

const READ = { right: ['norm:draft', 'norm:backdate', 'norm_lab:read'], whose: 'admin' } as Pick<Route, 'right' | 'whose'>;
const DRAFT = { right: 'norm:draft', whose: 'admin' } as const;

export const routes: Route[] = [
  { path: '/goi-dinh-muc', ...READ, load: () => import('./list/Packages.svelte'), nav: { label: 'norms', icon: 'flask', count: () => waiting.count } },
  { path: '/goi-dinh-muc/:id', ...READ, load: () => import('./editor/Editor.svelte'), covers: true },
  { path: '/goi-dinh-muc/:id/van-ban', ...READ, load: () => import('./text/TextPage.svelte'), covers: true },
  { path: '/goi-dinh-muc/:id/thi-diem', ...DRAFT, load: () => import('./steps/Pilot.svelte'), covers: true },
  { path: '/goi-dinh-muc/:id/cong-bo', ...DRAFT, load: () => import('./steps/Publish.svelte'), covers: true },
  { path: '/goi-dinh-muc/:id/dinh-chinh', right: 'norm:backdate', whose: 'admin', load: () => import('./steps/Correct.svelte'), covers: true },
  { path: '/phong-thu/:run', right: 'norm_lab:read', whose: 'admin', load: () => import('./lab/RunPage.svelte'), covers: true },
];
