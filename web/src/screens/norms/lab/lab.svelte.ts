/** The lab beside the editor: replays the last closed month after each edit; runs go on when the page is left. */
import { clock } from '../../../device/clock.svelte';
import { daysAfter } from '../../../format/dates';
import { ask } from '../../../graphql/ask';
import { Refused, SignedOut, Unreachable } from '../../../graphql/errors';
import { session } from '../../../session/session.svelte';
import { CANCEL_RUN, CLOSED, LAB_PROGRESS, LAB_RUN, LAB_RUNS, START_RUN } from '../documents';
import type { Run, RunLine } from '../kinds';

const SETTLE_MS = 2000;
const POLL_MS = 1000;
const MONTHS_BACK = 6;

type Progress = Pick<RunLine, 'id' | 'status' | 'done' | 'total' | 'hash' | 'firstMonth'>;

const unfinished = (status: string): boolean => status === 'WAITING' || status === 'RUNNING';
const monthBefore = (month: string): string => `${daysAfter(month, -1).slice(0, 7)}-01`;

export class Lab {
  /** The last finished run that is shown, of this text or of an earlier one. */
  result = $state.raw<Run>();
  running = $state.raw<Progress>();
  month = $state(monthBefore(`${clock.today().slice(0, 7)}-01`));
  months = $state.raw<string[]>([]);
  refusal = $state.raw<Refused>();
  problem = $state<string>();
  /** The text the lab should show: its hash. */
  private wanted = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private left = false;

  constructor(private readonly packageId: string) {}

  /** The result shown is that of another text or month. */
  get stale(): boolean {
    return this.result !== undefined && !this.fits(this.result);
  }

  /** Find what there is for a text: the run under way, its result, or the last one of an earlier text. */
  async open(name: string, version: string, hash: string): Promise<void> {
    this.wanted = hash;
    await this.findMonths();
    const runs = (await ask(LAB_RUNS, {})).labRuns?.edges.map(({ node }) => node) ?? [];
    const mine = runs.filter((run) => run.packageName === name && run.packageVersion === version && run.unitIds.length === 0);
    const done = mine.find((run) => run.status === 'DONE' && this.fits(run)) ?? mine.find((run) => run.status === 'DONE');
    const going = mine.find((run) => unfinished(run.status) && this.fits(run));
    if (done) await this.show(done.id);
    if (going) void this.follow(going);
  }

  /** The text was saved: look again after a moment, unless what is shown is of it already. */
  changed(hash: string, computable: boolean): void {
    this.wanted = hash;
    clearTimeout(this.timer);
    if (computable && !this.fitsNow() && session.may('norm_lab:run')) this.timer = setTimeout(() => void this.start(), SETTLE_MS);
  }

  async choose(month: string): Promise<void> {
    this.month = month;
    if (!this.fitsNow()) await this.start();
  }

  async start(): Promise<void> {
    clearTimeout(this.timer);
    [this.refusal, this.problem] = [undefined, undefined];
    try {
      if (this.running) await this.cancel();
      const { startLabRun } = await ask(START_RUN, { input: { packageId: this.packageId, firstMonth: this.month, lastMonth: this.month, unitIds: [] } });
      if (startLabRun) await this.follow(startLabRun);
    } catch (error) {
      if (error instanceof Refused) this.refusal = error;
      else if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
    }
  }

  async cancel(): Promise<void> {
    const run = this.running;
    this.running = undefined;
    if (!run) return;
    try {
      await ask(CANCEL_RUN, { id: run.id });
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // it had just ended
    }
  }

  /** The page is left; the run goes on at the server. */
  leave(): void {
    this.left = true;
    clearTimeout(this.timer);
  }

  private fits(run: Pick<RunLine, 'hash' | 'firstMonth'>): boolean {
    return run.hash === this.wanted && run.firstMonth === this.month;
  }

  private fitsNow(): boolean {
    return [this.result, this.running].some((run) => run !== undefined && this.fits(run));
  }

  private async show(id: string): Promise<void> {
    this.result = (await ask(LAB_RUN, { id })).labRun ?? this.result;
  }

  private async follow(run: Progress): Promise<void> {
    this.running = run;
    while (this.running?.id === run.id && !this.left) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const found = await this.progress(run.id);
      if (this.running?.id !== run.id || !found) continue;
      if (unfinished(found.status)) {
        this.running = { ...run, ...found };
        continue;
      }
      if (found.status === 'DONE') await this.show(run.id);
      this.problem = found.problem ?? undefined;
      this.running = undefined;
    }
  }

  private async progress(id: string): Promise<{ status: RunLine['status']; done: number; total: number; problem: string | null } | undefined> {
    try {
      return (await ask(LAB_PROGRESS, { id })).labRun ?? undefined;
    } catch (error) {
      if (error instanceof Unreachable) return undefined;
      throw error;
    }
  }

  /** The last months, beginning with the last closed one; without periods of months, with the last whole one. */
  private async findMonths(): Promise<void> {
    const today = clock.today();
    let last = monthBefore(`${today.slice(0, 7)}-01`);
    if (session.may('period:read')) {
      const { evaluationPeriods } = await ask(CLOSED, { from: daysAfter(today, -370), to: today });
      const closed = evaluationPeriods?.filter(({ closedAt }) => closedAt !== null).map(({ first }) => first).sort() ?? [];
      last = closed.at(-1) ?? last;
    }
    this.month = last;
    this.months = [last];
    for (let month = last; this.months.length < MONTHS_BACK; ) {
      month = monthBefore(month);
      this.months = [...this.months, month];
    }
  }
}
