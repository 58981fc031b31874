import type { Route } from '../routes';

const READ = { right: 'catalogue:read' } as const;
const MANAGE = { right: 'catalogue:manage', whose: 'admin' } as const;
const WRITE = { right: ['catalogue:manage', 'work_item:propose'], whose: 'admin' } satisfies Partial<Route>;

export const routes: Route[] = [
  { path: '/danh-muc', ...READ, load: () => import('./Catalogue.svelte'), nav: { label: 'catalogue', icon: 'book', right: WRITE.right, bar: 7 } },
  { path: '/danh-muc/dau-viec/moi', ...WRITE, load: () => import('./items/NewItem.svelte'), covers: true },
  { path: '/danh-muc/dau-viec/:id', ...READ, load: () => import('./items/OneItem.svelte'), covers: true },
  { path: '/danh-muc/vi-tri/moi', ...MANAGE, load: () => import('./positions/NewPosition.svelte'), covers: true },
  { path: '/danh-muc/vi-tri/:id', ...READ, load: () => import('./positions/OnePosition.svelte'), covers: true },
  { path: '/danh-muc/mau-quoc-gia', ...MANAGE, load: () => import('./differences/Differences.svelte'), covers: true },
  { path: '/danh-muc/nhap', ...MANAGE, load: () => import('./importing/Import.svelte'), covers: true },
];
