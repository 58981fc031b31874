/** What a head chooses before deciding an agency at once: as proposed, but for exceptions with their reasons. */
import { ask } from '../../../graphql/ask';
import type { ResultOf } from '../../../graphql/tada';
import { said } from '../../../words/language.svelte';
import { type Class, CLASSES } from '../naming';
import { DECIDE_ALL, ROWS } from './documents';

type Answer = ResultOf<typeof ROWS>;
export type Row = NonNullable<Answer['decisionRows']>[number];
export type Quota = NonNullable<Answer['quotaProposal']>;
type Result = NonNullable<ResultOf<typeof DECIDE_ALL>['decideSheets']>;

interface Choice {
  decided: Class | '';
  reason: string;
}

export class Choices {
  rows = $state.raw<Row[]>([]);
  quota = $state.raw<Quota>();
  made = $state<{ [sheet: string]: Choice }>({});
  /** One reason for everybody on whom the superior has not spoken and who has none of their own. */
  shared = $state('');
  /** Why sheets were refused, by sheet. */
  refused = $state.raw<Map<string, string>>(new Map());

  readonly open = $derived(this.rows.filter(({ decided }) => !decided));
  readonly ready = $derived(this.open.filter(({ frozen }) => frozen));
  readonly exceptions = $derived(this.ready.filter((row) => this.differs(row)));
  readonly spoken = $derived(this.ready.filter((row) => this.differs(row) || this.reasonOf(row) !== ''));
  readonly unopined = $derived(this.ready.filter(({ opined, notRanked }) => !opined && !notRanked));
  /** How many would get which class, as things are chosen now. */
  readonly counts = $derived(CLASSES.map((one) => ({ one, count: this.ready.filter((row) => this.willBe(row) === one).length })));
  readonly seats = $derived((this.quota?.quota ?? 0) - (this.quota?.taken ?? 0));
  readonly excellent = $derived(this.counts[0]?.count ?? 0);

  constructor(
    readonly period: string,
    readonly agency: string,
  ) {}

  async load(): Promise<void> {
    const found = await ask(ROWS, { period: this.period, agency: this.agency });
    this.rows = found.decisionRows ?? [];
    this.quota = found.quotaProposal ?? undefined;
  }

  of({ sheetId }: Row): Choice {
    return this.made[sheetId] ?? { decided: '', reason: '' };
  }

  put({ sheetId }: Row, change: Partial<Choice>): void {
    this.made[sheetId] = { ...(this.made[sheetId] ?? { decided: '', reason: '' }), ...change };
  }

  willBe(row: Row): Class | null {
    return row.notRanked ? null : this.of(row).decided || row.proposedClass;
  }

  differs(row: Row): boolean {
    const { decided } = this.of(row);
    return decided !== '' && decided !== row.proposedClass;
  }

  reasonOf(row: Row): string {
    return this.of(row).reason.trim() || (row.opined || row.notRanked ? '' : this.shared.trim());
  }

  async decide(documentNumber: string, lateReason: string): Promise<Result | null> {
    const exceptions = this.spoken.map((row) => ({ sheetId: row.sheetId, decidedClass: this.of(row).decided || null, reason: this.reasonOf(row) || null }));
    const input = { periodId: this.period, agencyId: this.agency, documentNumber, exceptions, lateReason: lateReason || null };
    const { decideSheets } = await ask(DECIDE_ALL, { input });
    this.refused = new Map(decideSheets?.results.flatMap(({ sheetId, error }) => (error ? [[sheetId, told(error)] as const] : [])));
    for (const { sheetId, error } of decideSheets?.results ?? []) if (!error) delete this.made[sheetId];
    await this.load();
    return decideSheets;
  }
}

function told({ message, messages }: { message: string; messages: unknown }): string {
  const both = messages as { vi?: string; en?: string } | null;
  return said({ vi: both?.vi ?? message, en: both?.en ?? message });
}
