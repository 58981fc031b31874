import type { Route } from '../routes';

const LOG = { right: 'work_entry:log', whose: 'log' } as const;

export const routes: Route[] = [
  { path: '/hom-nay', ...LOG, load: () => import('./day/MyDay.svelte'), nav: { label: 'today', icon: 'today', rail: 'mine' } },
  { path: '/viec-giao', ...LOG, load: () => import('./tasks/MyTasks.svelte'), nav: { label: 'tasks', icon: 'flag' } },
  { path: '/ghi-viec', ...LOG, load: () => import('./adding/AddEntry.svelte'), nav: { label: 'add', icon: 'plus' }, covers: true },
  { path: '/ky-nay', ...LOG, load: () => import('./month/MyMonth.svelte'), nav: { label: 'period', icon: 'book' } },
  { path: '/diem/:month', ...LOG, load: () => import('./month/MonthReceipt.svelte'), covers: true },
  { path: '/viec/:id', ...LOG, load: () => import('./entry/OneEntry.svelte'), covers: true },
  { path: '/cho-gui', ...LOG, load: () => import('./queue/Queue.svelte'), covers: true },
];
