/** The entry being written: every change is kept on the device before anything else happens. */
import { clock } from '../../../device/clock.svelte';
import type { Piece, QueuedEntry } from '../../../device/queued';
import { uuid7 } from '../../../device/uuid7';
import { instantOf, time } from '../../../format/dates';
import { session } from '../../../session/session.svelte';
import type { Entry, Item } from '../mine.svelte';
import type { Habit, Suggestion } from '../suggesting';

const KEY = 'adding';
const FIRST_START = '08:00';

export interface Form {
  item: Item;
  taskId: string | null;
  quantity: number;
  day: string;
  start: string;
  /** Declared minutes; null while they follow the quantity. */
  minutes: number | null;
  minutesEach: number;
  usual: { least: number; most: number } | null;
  pieces: Piece[];
}

class Adding {
  form = $state.raw<Form>();

  /** What was being written when the page was left. */
  async open(): Promise<void> {
    this.form ??= await session.device?.get<Form>('kept', KEY);
  }

  async change(changes: Partial<Form>): Promise<void> {
    if (!this.form) return;
    this.form = { ...this.form, ...changes };
    await this.keep();
  }

  /** Begin with an item, filled in as the person usually does it. */
  async choose({ item, ground }: Suggestion, habit: Habit | undefined, written: Entry[]): Promise<void> {
    const quantity = ground.kind === 'lastDay' ? ground.quantity : ground.kind === 'task' ? Number(ground.task.quantity) : (habit?.last ?? 1);
    this.form = {
      item,
      taskId: ground.kind === 'task' ? ground.task.id : null,
      quantity,
      day: clock.today(),
      start: endOf(clock.today(), written) ?? FIRST_START,
      minutes: null,
      minutesEach: habit?.minutesEach ?? item.normMinutes,
      usual: habit && habit.most > habit.least ? { least: habit.least, most: habit.most } : null,
      pieces: [],
    };
    await this.keep();
  }

  async forget(): Promise<void> {
    this.form = undefined;
    await session.device?.remove('kept', KEY);
  }

  private async keep(): Promise<void> {
    await session.device?.put('kept', this.form, KEY);
  }
}

export const adding = new Adding();

/** Declared minutes of a form, at least one. */
export const minutesOf = ({ minutes, minutesEach, quantity }: Form): number => minutes ?? Math.max(1, Math.round(minutesEach * quantity));

/** When the last entry of a day ended. */
function endOf(day: string, written: Entry[]): string | null {
  const ends = written
    .filter(({ workDate }) => workDate === day)
    .map(({ startedAt, minutes }) => (startedAt ? new Date(startedAt).getTime() + minutes * 60_000 : 0));
  const last = Math.max(0, ...ends);
  return last > 0 ? time(new Date(last)) : null;
}

/** Start times worth a tap: the end of the last entry and the usual ones, as the day goes. */
export function startsOf(day: string, written: Entry[]): string[] {
  const end = endOf(day, written);
  return [...new Set([...(end ? [end] : []), FIRST_START, '10:00', '13:30'])].slice(0, 3).sort();
}

/** What goes into the outbox. */
export function queuedOf(form: Form, submit: boolean): QueuedEntry {
  return {
    id: uuid7(),
    state: 'waiting',
    workDate: form.day,
    workItemId: form.item.id,
    itemName: form.item.name,
    productUnit: form.item.productUnit,
    normMinutes: form.item.normMinutes,
    quantity: form.quantity,
    minutes: minutesOf(form),
    output: form.item.output,
    taskId: form.taskId,
    startedAt: instantOf(form.day, form.start),
    pieces: $state.snapshot(form.pieces) as Piece[],
    submit,
    writtenAt: new Date().toISOString(),
  };
}
