import type { Route } from '../routes';

const LOG = { right: 'work_entry:log', whose: 'log' } as const;

export const routes: Route[] = [
  { path: '/hom-nay', ...LOG, load: () => import('./day/MyDay.svelte'), nav: { label: 'today', icon: 'today', rail: 'mine', bar: 1 } },
  { path: '/viec-giao', ...LOG, load: () => import('./tasks/MyTasks.svelte'), nav: { label: 'tasks', icon: 'flag', bar: 6 } },
  { path: '/ghi-viec', ...LOG, load: () => import('./adding/AddEntry.svelte'), nav: { label: 'add', icon: 'plus', bar: 2 }, covers: true },
  { path: '/ky-nay', ...LOG, load: () => import('./month/MyMonth.svelte'), nav: { label: 'period', icon: 'book', bar: 5 } },
  { path: '/diem/:month', ...LOG, load: () => import('./month/MonthReceipt.svelte'), covers: true },
  { path: '/viec/:id', ...LOG, load: () => import('./entry/OneEntry.svelte'), covers: true },
  { path: '/cho-gui', ...LOG, load: () => import('./queue/Queue.svelte'), covers: true },
  { path: '/hai-ban/:id', ...LOG, load: () => import('./conflict/TwoVersions.svelte'), covers: true },
  { path: '/mau-ghi-viec', ...LOG, load: () => import('./templates/Templates.svelte'), covers: true },
  { path: '/de-xuat-dau-viec', right: 'work_item:suggest', whose: 'log', load: () => import('./suggestions/Suggesting.svelte'), covers: true },
  { path: '/kien-nghi-cua-toi', right: 'petition:file', whose: 'log', load: () => import('./petitions/MyPetitions.svelte'), covers: true },
];
