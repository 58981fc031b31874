/** A day's lines: what the server holds and what waits on this device, as one list. */
import type { QueuedEntry } from '../../device/queued';
import type { Status } from '../../parts/status';
import type { Entry } from './mine.svelte';

export interface Line {
  id: string;
  status: Status;
  /** When it was done, or written. */
  at: string;
  title: string;
  unit: string;
  quantity: number;
  /** What was accepted of it, once confirmed. */
  accepted: number | null;
  normMinutes: number;
  documents: string[];
  files: number;
  entry?: Entry;
  queued?: QueuedEntry;
}

/** Norm minutes of a line: of what was accepted once it is confirmed, else of what was written. */
export const normOf = ({ normMinutes, accepted, quantity }: Line): number => normMinutes * (accepted ?? quantity);

export function linesOf(day: string, entries: Entry[], queued: QueuedEntry[]): Line[] {
  const held = new Set(entries.map(({ id }) => id));
  const onTheirWay = queued.filter(({ id, change, state }) => !held.has(id) || (change && state !== 'sent'));
  const changed = new Set(onTheirWay.map(({ id }) => id));
  const lines = [
    ...entries.filter(({ workDate, id }) => workDate === day && !changed.has(id)).map(lineOf),
    ...onTheirWay.filter(({ workDate }) => workDate === day).map(lineOfQueued),
  ];
  return lines.sort((one, other) => one.at.localeCompare(other.at));
}

export function lineOf(entry: Entry): Line {
  return {
    id: entry.id,
    status: statusOf(entry),
    at: new Date(entry.startedAt ?? entry.createdAt).toISOString(),
    title: entry.workItem?.name ?? entry.output,
    unit: entry.workItem?.productUnit ?? '',
    quantity: Number(entry.quantity),
    accepted: entry.status === 'VERIFIED' ? Number(entry.acceptedQuantity ?? entry.quantity) : null,
    normMinutes: entry.normMinutes,
    documents: entry.evidence.flatMap(({ documentNumber }) => documentNumber ?? []),
    files: entry.evidence.filter(({ fileId }) => fileId).length,
    entry,
  };
}

function statusOf({ status, quality }: Entry): Status {
  if (status === 'VERIFIED') return quality === 'REJECTED' ? 'rejected' : 'confirmed';
  return ({ DRAFT: 'draft', SUBMITTED: 'waiting', RETURNED: 'returned' } as const)[status];
}

function lineOfQueued(queued: QueuedEntry): Line {
  const status = { waiting: 'queued', held: 'draft', refused: 'refused', sent: queued.submit ? 'waiting' : 'draft' } as const;
  return {
    id: queued.id,
    status: status[queued.state],
    at: new Date(queued.startedAt ?? queued.writtenAt).toISOString(),
    title: queued.itemName,
    unit: queued.productUnit,
    quantity: queued.quantity,
    accepted: null,
    normMinutes: queued.normMinutes,
    documents: queued.pieces.flatMap((piece) => (piece.kind === 'number' ? piece.number : [])),
    files: queued.pieces.filter(({ kind }) => kind === 'file').length,
    queued,
  };
}

const EXPECTED: Status[] = ['waiting', 'queued', 'sending'];

/** Norm minutes that are confirmed, and those that are expected to be; drafts and what came back count in neither. */
export function minutesOf(lines: Line[]): { confirmed: number; expected: number } {
  const sum = (wanted: Line[]): number => wanted.reduce((total, line) => total + normOf(line), 0);
  return {
    confirmed: sum(lines.filter(({ accepted }) => accepted !== null)),
    expected: sum(lines.filter(({ status }) => EXPECTED.includes(status))),
  };
}

/** The newest day before this one on which something was logged. */
export function dayBefore(day: string, entries: Entry[]): string | null {
  return entries.reduce<string | null>((newest, { workDate }) => (workDate < day && workDate > (newest ?? '') ? workDate : newest), null);
}
