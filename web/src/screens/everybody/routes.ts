import type { Route } from '../routes';

export const routes: Route[] = [
  { path: '/them', load: () => import('./More.svelte'), nav: { label: 'more', icon: 'more', bar: 3 } },
  { path: '/thong-bao', right: 'petition:file', load: () => import('./notices/Notices.svelte'), covers: true },
  { path: '/giay-to-cua-toi', right: 'paper:print', load: () => import('./papers/MyPapers.svelte'), covers: true },
  { path: '/ho-so-cua-toi', right: 'dossier:read', load: () => import('./record/MyRecord.svelte'), covers: true },
  { path: '/ghi-nhan-ve-toi', right: 'record:read', load: () => import('../records/MyRecords.svelte'), covers: true },
  { path: '/ai-da-xem', right: 'audit:read', load: () => import('./lookers/Lookers.svelte'), covers: true },
  { path: '/xin-mo-lai', right: 'work_entry:reopen', whose: 'leader', load: () => import('./reopening/Reopenings.svelte'), covers: true },
];
