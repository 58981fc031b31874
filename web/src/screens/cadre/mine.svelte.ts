/** What a cadre's screens show: kept on the device, renewed from the server. */
import { clock } from '../../device/clock.svelte';
import { Kept } from '../../device/kept.svelte';
import { daysAfter } from '../../format/dates';
import { ask } from '../../graphql/ask';
import type { ResultOf } from '../../graphql/tada';
import { session } from '../../session/session.svelte';
import { ENTRIES, ITEMS, MONTHS, OPEN_ENTRIES, POSTS, PREFILLED, REOPENINGS, SUGGESTIONS, TASKS, TEMPLATES, WHAT_IF } from './documents';

const HABIT_DAYS = 31;
export const CATALOGUE_MS = 6 * 3_600_000;

type Node<T> = T extends { edges: { node: infer N }[] } ? N : never;
export type Entry = Node<NonNullable<ResultOf<typeof ENTRIES>['myEntries']>>;
export type Task = Node<NonNullable<ResultOf<typeof TASKS>['tasks']>>;
export type Item = Node<NonNullable<ResultOf<typeof ITEMS>['workItems']>>;
export type Month = NonNullable<ResultOf<typeof MONTHS>['monthScores']>[number];
export type Template = NonNullable<ResultOf<typeof TEMPLATES>['myEntryTemplates']>[number];
export type Prefilled = NonNullable<ResultOf<typeof PREFILLED>['myPrefilledEntries']>[number];
export type Reopening = NonNullable<ResultOf<typeof REOPENINGS>['myReopenings']>[number];
export type ItemSuggestion = NonNullable<ResultOf<typeof SUGGESTIONS>['myItemSuggestions']>[number];
export type WhatIf = NonNullable<ResultOf<typeof WHAT_IF>['whatIf']>;

interface Catalogue {
  items: Item[];
  positionGroup: string | null;
}

interface Log {
  entries: Entry[];
  /** Why entries were returned, by their ids. */
  reasons: { [id: string]: string };
  /** The newest step of entries that can be changed, by their ids: what a change made without network has seen. */
  seen: { [id: string]: string };
}

const person = (): string => session.me?.personId ?? '';

async function loadLog(): Promise<Log> {
  const to = clock.today();
  const from = [daysAfter(to, -HABIT_DAYS), `${to.slice(0, 7)}-01`].sort()[0] ?? to;
  const entries: Entry[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { myEntries }: ResultOf<typeof ENTRIES> = await ask(ENTRIES, { from, to, after });
    entries.push(...(myEntries?.edges.map(({ node }) => node) ?? []));
    after = myEntries?.pageInfo.endCursor ?? null;
    more = myEntries?.pageInfo.hasNextPage ?? false;
  }
  const open = entries.some(({ status }) => status === 'RETURNED' || status === 'DRAFT') ? await ask(OPEN_ENTRIES, { from, to }) : undefined;
  const nodes = open?.myEntries?.edges.map(({ node }) => node) ?? [];
  const reasons = nodes.map(({ id, history }) => [id, history.findLast(({ kind }) => kind === 'returned')?.reason ?? '']);
  const seen = nodes.map(({ id, history }) => [id, history.at(-1)?.id ?? '']);
  return { entries, reasons: Object.fromEntries(reasons) as Log['reasons'], seen: Object.fromEntries(seen) as Log['seen'] };
}

async function loadTasks(): Promise<Task[]> {
  return (await ask(TASKS, {})).tasks?.edges.map(({ node }) => node) ?? [];
}

async function loadCatalogue(): Promise<Catalogue> {
  const { posts } = await ask(POSTS, { person: person() });
  const today = clock.today();
  const held = posts?.filter(({ validTo }) => !validTo || validTo > today) ?? [];
  const post = held.find(({ isPrimary }) => isPrimary) ?? held[0];
  const items: Item[] = [];
  for (let after: string | null = null, more = post !== undefined; post && more; ) {
    const { workItems }: ResultOf<typeof ITEMS> = await ask(ITEMS, { post: post.id, after });
    items.push(...(workItems?.edges.map(({ node }) => node) ?? []));
    after = workItems?.pageInfo.endCursor ?? null;
    more = workItems?.pageInfo.hasNextPage ?? false;
  }
  return { items, positionGroup: post?.jobPosition?.positionGroup ?? null };
}

async function loadMonths(): Promise<Month[]> {
  const to = clock.today();
  const from = `${daysAfter(`${to.slice(0, 7)}-01`, -150).slice(0, 7)}-01`;
  return (await ask(MONTHS, { person: person(), from, to })).monthScores ?? [];
}

const changes = new Map<string, Kept<WhatIf | null>>();

/** What would change a month's score (2026-10), kept by month. */
export function whatIfOf(month: string): Kept<WhatIf | null> {
  const known = changes.get(month);
  if (known) return known;
  const fresh = new Kept(`what-if-${month}`, async () => (await ask(WHAT_IF, { person: person(), month: `${month}-01` })).whatIf);
  changes.set(month, fresh);
  return fresh;
}

export const mine = {
  log: new Kept<Log>('log', loadLog),
  tasks: new Kept<Task[]>('tasks', loadTasks),
  catalogue: new Kept<Catalogue>('catalogue', loadCatalogue),
  months: new Kept<Month[]>('months', loadMonths),
  templates: new Kept<Template[]>('templates', async () => (await ask(TEMPLATES, {})).myEntryTemplates ?? []),
  prefilled: new Kept<Prefilled[]>('prefilled', async () => (await ask(PREFILLED, {})).myPrefilledEntries ?? []),
  reopenings: new Kept<Reopening[]>('reopenings', async () => (await ask(REOPENINGS, {})).myReopenings ?? []),
  suggestions: new Kept<ItemSuggestion[]>('suggestions', async () => (await ask(SUGGESTIONS, {})).myItemSuggestions ?? []),

  async open(): Promise<void> {
    await Promise.all([mine.log.open(), mine.tasks.open(), mine.catalogue.open(CATALOGUE_MS), mine.templates.open(CATALOGUE_MS), mine.months.open(), mine.prefilled.open()]);
  },
};
