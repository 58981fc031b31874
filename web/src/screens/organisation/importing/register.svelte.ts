/**
 * The workbook of units and people that is being corrected. It holds identification numbers, so it stays in memory and
 * never on this device's disk: another screen may be opened meanwhile, a reloaded page starts anew.
 */
import { clock } from '../../../device/clock.svelte';
import type { FieldError } from '../../../parts/ErrorSummary.svelte';
import type { Cell, Sheets } from '../../catalogue/importing/grid';
import { faultsOf } from '../../catalogue/refusals';
import { type Activation, check, type Checked, read, type Wish } from './sending';

class Register {
  day = $state(clock.today());
  accounts = $state(false);
  /** The file's name; empty while there is none. */
  name = $state('');
  sheets = $state.raw<Sheets>({});
  formulas = $state.raw<Record<string, [number, number][]>>({});
  edited = $state.raw<Record<string, Cell>>({});
  result = $state.raw<Checked>();
  /** Whether something changed since the server looked last. */
  stale = $state(false);
  busy = $state<'reading' | 'checking' | 'writing'>();
  faults = $state.raw<FieldError[]>([]);
  /** What was taken over, when it was; its codes until they are put away. */
  taken = $state.raw<Checked>();
  codes = $state.raw<Activation[]>([]);

  get wish(): Wish {
    return { day: this.day, accounts: this.accounts };
  }

  read(file: File): Promise<void> {
    return this.run('reading', async () => {
      const reading = await read(file, this.wish);
      this.taken = undefined;
      [this.name, this.sheets, this.formulas, this.result] = [file.name, reading.sheets, reading.formulas, reading.result];
      this.edited = {};
      this.stale = false;
    });
  }

  /** Put something else in a cell. */
  set(sheet: string, row: number, at: number, value: Cell): void {
    const cells = [...(this.sheets[sheet]?.[row - 1] ?? [])];
    while (cells.length <= at) cells.push('');
    cells[at] = value;
    this.put(sheet, row, cells);
    this.edited = { ...this.edited, [`${sheet}!${row}:${at}`]: value };
  }

  /** Leave a row out, or bring it back: an empty row says nothing. Answers what stood there. */
  replace(sheet: string, row: number, cells: Cell[]): Cell[] {
    const before = this.sheets[sheet]?.[row - 1] ?? [];
    this.put(sheet, row, cells);
    return before;
  }

  private put(sheet: string, row: number, cells: Cell[]): void {
    const rows = [...(this.sheets[sheet] ?? [])];
    rows[row - 1] = cells;
    this.sheets = { ...this.sheets, [sheet]: rows };
    this.stale = true;
  }

  /** Ask for another day, or with accounts or without; what was found holds no longer. */
  want(wish: Partial<Wish>): void {
    const { day, accounts } = { ...this.wish, ...wish };
    if (day === this.day && accounts === this.accounts) return;
    [this.day, this.accounts] = [day, accounts];
    this.stale = this.result !== undefined;
  }

  check(): Promise<void> {
    return this.run('checking', async () => {
      this.result = await check(this.sheets, this.wish);
      this.stale = false;
    });
  }

  /** Apply what was checked, all rows or none. */
  write(): Promise<void> {
    return this.run('writing', async () => {
      const result = await check(this.sheets, this.wish, this.result?.fingerprint);
      if (!result.written) {
        this.result = result;
        return;
      }
      this.drop();
      [this.taken, this.codes] = [result, result.activations];
    });
  }

  /** Put the file away; nothing of it was written. */
  drop(): void {
    this.name = '';
    [this.sheets, this.edited, this.formulas] = [{}, {}, {}];
    this.result = undefined;
    this.stale = false;
  }

  private async run(what: 'reading' | 'checking' | 'writing', act: () => Promise<void>): Promise<void> {
    this.busy = what;
    this.faults = [];
    try {
      await act();
    } catch (error) {
      if (what === 'writing') this.stale = true;
      this.faults = faultsOf(error, 'register-').map((fault) => ({ ...fault, field: fault.field === 'register-effectiveFrom' ? 'register-day' : 'register-file' }));
    }
    this.busy = undefined;
  }
}

export const register = new Register();
