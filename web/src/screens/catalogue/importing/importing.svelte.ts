/** The workbook that is being corrected: kept on this device at each step, so that nothing typed is lost. */
import { clock } from '../../../device/clock.svelte';
import { daysAfter } from '../../../format/dates';
import { session } from '../../../session/session.svelte';
import type { FieldError } from '../../../parts/ErrorSummary.svelte';
import { faultsOf } from '../refusals';
import type { Cell, Result, Sheets } from './grid';
import { check, type Kind, read } from './sending';

const KEY = 'catalogue-import';
const EDITS = 'catalogue-import-edits';

interface Kept {
  kind: Kind;
  name: string;
  day: string;
  sheets: Sheets;
  formulas: Record<string, [number, number][]>;
  result: Result;
}

/** Cells changed since the file was read, by `Sheet!row:column`. */
type Edits = Record<string, Cell>;

class Importing {
  kind = $state<Kind>('work-items');
  day = $state(daysAfter(clock.today(), 1));
  /** The file's name; empty while there is none. */
  name = $state('');
  sheets = $state.raw<Sheets>({});
  result = $state.raw<Result>();
  formulas = $state.raw<Record<string, [number, number][]>>({});
  edited = $state.raw<Edits>({});
  /** How many changes are on their way to the disk. */
  keeping = $state(0);
  /** Whether something changed since the server looked last. */
  stale = $state(false);
  busy = $state<'reading' | 'checking' | 'writing'>();
  faults = $state.raw<FieldError[]>([]);
  /** What was taken over, when it was. */
  taken = $state.raw<Result>();
  opened = $state(false);

  /** Go on with what this device keeps. */
  async open(): Promise<void> {
    const kept = this.name || this.busy ? undefined : await session.device?.get<Kept>('kept', KEY);
    if (kept) {
      Object.assign(this, kept);
      this.edited = (await session.device?.get<Edits>('kept', EDITS)) ?? {};
      for (const [place, value] of Object.entries(this.edited)) this.put(place, value);
      this.stale = true;
    }
    this.opened = true;
  }

  async read(file: File): Promise<void> {
    await this.run('reading', async () => {
      const reading = await read(this.kind, file, this.day);
      this.taken = undefined;
      [this.name, this.sheets, this.formulas, this.result] = [file.name, reading.sheets, reading.formulas, reading.result];
      this.edited = {};
      this.stale = false;
      await this.keep();
    });
  }

  /** Put something else in a cell. */
  set(sheet: string, row: number, at: number, value: Cell): void {
    const place = `${sheet}!${row}:${at}`;
    this.put(place, value);
    this.edited = { ...this.edited, [place]: value };
    this.stale = true;
    this.keeping += 1;
    void session.device?.put('kept', this.edited, EDITS).finally(() => (this.keeping -= 1));
  }

  private put(place: string, value: Cell): void {
    const [sheet = '', where = ''] = place.split('!');
    const [row = 1, at = 0] = where.split(':').map(Number);
    const rows = [...(this.sheets[sheet] ?? [])];
    const cells = [...(rows[row - 1] ?? [])];
    while (cells.length <= at) cells.push('');
    cells[at] = value;
    rows[row - 1] = cells;
    this.sheets = { ...this.sheets, [sheet]: rows };
  }

  /** Leave a row out, or bring it back: an empty row says nothing. Answers what stood there. */
  replace(sheet: string, row: number, cells: Cell[]): Cell[] {
    this.edited = Object.fromEntries(Object.entries(this.edited).filter(([place]) => !place.startsWith(`${sheet}!${row}:`)));
    const rows = [...(this.sheets[sheet] ?? [])];
    const before = rows[row - 1] ?? [];
    rows[row - 1] = cells;
    this.sheets = { ...this.sheets, [sheet]: rows };
    this.stale = true;
    void this.keep();
    return before;
  }

  date(day: string): void {
    if (day === this.day) return;
    this.day = day;
    this.stale = this.result !== undefined;
  }

  check(): Promise<void> {
    return this.run('checking', async () => {
      this.result = await check(this.kind, this.sheets, this.day, true);
      this.stale = false;
      await this.keep();
    });
  }

  /** Take everything over, all rows or none. */
  write(): Promise<void> {
    return this.run('writing', async () => {
      const result = await check(this.kind, this.sheets, this.day, false);
      this.result = result;
      if (result.written) {
        await this.drop();
        this.taken = result;
      }
    });
  }

  /** Put the file away; nothing of it was written. */
  async drop(): Promise<void> {
    this.name = '';
    this.sheets = {};
    this.result = undefined;
    this.edited = {};
    this.stale = false;
    await Promise.all([session.device?.remove('kept', KEY), session.device?.remove('kept', EDITS)]);
  }

  private async run(what: 'reading' | 'checking' | 'writing', act: () => Promise<void>): Promise<void> {
    this.busy = what;
    this.faults = [];
    try {
      await act();
    } catch (error) {
      this.faults = faultsOf(error, 'import-').map((fault) => ({ ...fault, field: fault.field === 'import-effectiveFrom' ? 'import-day' : 'import-file' }));
    }
    this.busy = undefined;
  }

  private async keep(): Promise<void> {
    if (!this.result || !this.name) return;
    const { kind, name, day, sheets, formulas, result, edited } = this;
    const kept: Kept = { kind, name, day, sheets, formulas, result };
    await Promise.all([session.device?.put('kept', kept, KEY), session.device?.put('kept', edited, EDITS)]);
  }
}

export const importing = new Importing();
