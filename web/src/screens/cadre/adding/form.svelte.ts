/** The entry being written or changed: every change is kept on the device before anything else happens. */
import { clock } from '../../../device/clock.svelte';
import type { Piece, QueuedEntry } from '../../../device/queued';
import { uuid7 } from '../../../device/uuid7';
import { instantOf, time } from '../../../format/dates';
import { session } from '../../../session/session.svelte';
import type { Entry, Item, Prefilled, Template } from '../mine.svelte';
import type { Habit, Suggestion } from '../suggesting';

const KEY = 'adding';
const FIRST_START = '08:00';

/** The entry that is being changed, here or on the server. */
export interface Editing {
  id: string;
  where: 'device' | 'server';
  /** The newest step of it that is known here. */
  seen: string | null;
  dayFixed: boolean;
  output: string;
}

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
  editing?: Editing;
  /** The draft of another system it was begun from: the entry takes its id, so that it is made once at most. */
  offered?: { id: string; output: string };
}

class Adding {
  form = $state.raw<Form>();
  private key = KEY;

  /** What was being written when the page was left; of the entry that is being changed, if one is named. */
  async open(entryId: string | null = null): Promise<void> {
    const key = entryId ? `${KEY}:${entryId}` : KEY;
    if (key !== this.key) this.form = undefined;
    this.key = key;
    this.form ??= await session.device?.get<Form>('kept', key);
  }

  async change(changes: Partial<Form>): Promise<void> {
    if (this.form) await this.begin({ ...this.form, ...changes });
  }

  async begin(form: Form): Promise<void> {
    this.form = form;
    await session.device?.put('kept', form, this.key);
  }

  /** Begin with an item, filled in as the person usually does it; what is being changed keeps the rest. */
  async choose({ item, ground }: Suggestion, habit: Habit | undefined, written: Entry[]): Promise<void> {
    if (this.form?.editing) return this.change({ item, taskId: null, usual: null });
    const quantity = ground.kind === 'lastDay' ? ground.quantity : ground.kind === 'task' ? Number(ground.task.quantity) : (habit?.last ?? 1);
    await this.begin({
      ...this.empty(item, written),
      taskId: ground.kind === 'task' ? ground.task.id : null,
      quantity,
      minutesEach: habit?.minutesEach ?? item.normMinutes,
      usual: habit && habit.most > habit.least ? { least: habit.least, most: habit.most } : null,
    });
  }

  /** Begin as a template says. */
  async follow(item: Item, template: Template, written: Entry[]): Promise<void> {
    await this.begin({ ...this.empty(item, written), quantity: Number(template.quantity), minutes: template.minutes });
  }

  /** Begin with what another system tells; time is the person's to say. */
  async accept(item: Item, draft: Prefilled, habit: Habit | undefined, written: Entry[]): Promise<void> {
    await this.begin({
      ...this.empty(item, written),
      taskId: draft.taskId,
      quantity: Number(draft.quantity),
      day: draft.day,
      start: endOf(draft.day, written) ?? FIRST_START,
      minutesEach: habit?.minutesEach ?? item.normMinutes,
      pieces: draft.documentNumber ? [{ kind: 'number', number: draft.documentNumber }] : [],
      offered: { id: draft.id, output: draft.title ?? item.output },
    });
  }

  async forget(): Promise<void> {
    this.form = undefined;
    await session.device?.remove('kept', this.key);
  }

  private empty(item: Item, written: Entry[]): Form {
    return {
      item, taskId: null, quantity: 1, day: clock.today(), start: endOf(clock.today(), written) ?? FIRST_START,
      minutes: null, minutesEach: item.normMinutes, usual: null, pieces: [],
    };
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

/** What goes into the outbox, under a new id unless an entry is being changed. */
export function queuedOf(form: Form, submit: boolean): QueuedEntry {
  const { editing, offered } = form;
  return {
    id: editing?.id ?? offered?.id ?? uuid7(),
    state: 'waiting',
    workDate: form.day,
    workItemId: form.item.id,
    itemName: form.item.name,
    productUnit: form.item.productUnit,
    normMinutes: form.item.normMinutes,
    quantity: form.quantity,
    minutes: minutesOf(form),
    output: editing?.output ?? offered?.output ?? form.item.output,
    taskId: form.taskId,
    startedAt: instantOf(form.day, form.start),
    pieces: $state.snapshot(form.pieces) as Piece[],
    submit,
    writtenAt: new Date().toISOString(),
    ...(editing?.where === 'server' ? { change: { id: uuid7(), seen: editing.seen } } : {}),
  };
}
