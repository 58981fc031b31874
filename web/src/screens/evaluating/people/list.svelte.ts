/** The people of a period as a leader goes through them: those who wait, or everybody of the branch; page by page. */
import { ask } from '../../../graphql/ask';
import type { ResultOf } from '../../../graphql/tada';
import { session } from '../../../session/session.svelte';
import { SHEETS, WAITING_SHEETS } from '../documents';

export type Filter = 'OPINION' | 'DECISION' | 'ALL';
type Page = NonNullable<ResultOf<typeof SHEETS>['sheets']>;
export type Listed = Page['edges'][number]['node'];

interface Cursor {
  unit: string | null;
  after: string | null;
}

export class People {
  rows = $state.raw<Listed[]>();
  failed = $state.raw<Error>();
  /** Where the next page begins; nothing when everybody is there. */
  next = $state.raw<Cursor[]>([]);
  private turn = 0;

  async open(period: string, filter: Filter): Promise<void> {
    this.turn += 1;
    [this.rows, this.failed] = [undefined, undefined];
    this.next = filter === 'ALL' ? branches().map((unit) => ({ unit, after: null })) : [{ unit: null, after: null }];
    await this.more(period, filter);
  }

  /** The next page of the first branch that has one; whoever stands in two branches is listed once. */
  async more(period: string, filter: Filter): Promise<void> {
    const mine = this.turn;
    const [cursor, ...rest] = this.next;
    try {
      const page = cursor && (await pageOf(period, filter, cursor));
      if (mine !== this.turn) return;
      const known = new Set(this.rows?.map(({ id }) => id));
      const found = page?.edges.map(({ node }) => node) ?? [];
      this.rows = [...(this.rows ?? []), ...found.filter(({ id, personId }) => !known.has(id) && personId !== session.me?.personId)];
      this.next = cursor && page?.pageInfo.hasNextPage ? [{ ...cursor, after: page.pageInfo.endCursor }, ...rest] : rest;
      if (this.rows.length === 0 && this.next.length > 0) await this.more(period, filter);
    } catch (error) {
      if (mine === this.turn) this.failed = error instanceof Error ? error : new Error(String(error));
    }
  }
}

async function pageOf(period: string, filter: Filter, { unit, after }: Cursor): Promise<Page | null> {
  if (filter !== 'ALL') return (await ask(WAITING_SHEETS, { period, turn: filter, after })).waitingSheets;
  return unit ? (await ask(SHEETS, { period, unit, after })).sheets : null;
}

/** The units somebody leads something in, by their posts and delegations. */
export const branches = (): string[] => [...new Set(session.me?.roles.flatMap(({ role, unit }) => (unit && role !== 'cadre' ? [unit.id] : [])))];
