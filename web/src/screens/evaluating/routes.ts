import type { Route } from '../routes';
import { waiting } from './waiting.svelte';

const HEAD = { right: 'evaluation:rank', whose: 'head' } as const;
const KEEP = { right: 'record:keep', whose: 'head' } as const;

export const routes: Route[] = [
  { path: '/danh-gia', right: 'evaluation:opine', whose: 'leader', load: () => import('./people/MyPeople.svelte'), nav: { label: 'evaluations', icon: 'checklist', bar: 7, count: () => waiting.sheets } },
  { path: '/danh-gia/:period/:agency', ...HEAD, load: () => import('./deciding/Deciding.svelte') },
  { path: '/ty-le-xuat-sac', right: 'quota:grant', whose: 'head', load: () => import('./deciding/Grants.svelte') },
  { path: '/ky-luat/:person', ...KEEP, load: () => import('../records/PersonRecords.svelte') },
  { path: '/nguyen-nhan-khach-quan', ...KEEP, load: () => import('../records/UnitCauses.svelte') },
  { path: '/phieu/:id', right: 'evaluation:read', load: () => import('./sheet/OneSheet.svelte'), covers: true },
  { path: '/kien-nghi', right: 'petition:answer', whose: 'head', load: () => import('./petitions/Petitions.svelte'), nav: { label: 'petitions', icon: 'speech', count: () => waiting.petitions } },
];
