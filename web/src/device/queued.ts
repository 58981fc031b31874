/** An entry of the log as it waits on the device, and how it is told to the server. */
import type { VariablesOf } from '../graphql/tada';
import type { LOG_WORK } from './documents';

/** waiting: goes out by itself; held: kept as a draft on this device; refused: needs the person; sent: arrived. */
export type QueuedState = 'waiting' | 'held' | 'refused' | 'sent';

/** One piece of evidence: a document number, or a file until it has an id on the server. */
export type Piece =
  | { kind: 'number'; number: string }
  | { kind: 'link'; link: string }
  | { kind: 'file'; name: string; type: string; size: number; content?: Blob; fileId?: string };

export interface QueuedEntry {
  id: string;
  state: QueuedState;
  workDate: string;
  workItemId: string;
  itemName: string;
  productUnit: string;
  normMinutes: number;
  quantity: number;
  minutes: number;
  output: string;
  taskId: string | null;
  startedAt: string | null;
  pieces: Piece[];
  /** Handed in for confirmation at once; otherwise it arrives as a draft. */
  submit: boolean;
  /** The device's own clock, told to the server beside the server's. */
  writtenAt: string;
  /** Until then it can be taken back with a tap, and is not sent. */
  holdUntil?: number;
  sentAt?: string;
  refusal?: { code: string; vi: string; en: string };
  /** It came too late once: from then on its work date stays as it was written. */
  dateFixed?: boolean;
  askedReopening?: boolean;
  /** It changes an entry the server holds: an id of its own for sending it twice, and the newest step it has seen. */
  change?: { id: string; seen: string | null };
  /** Rises whenever the person rewrites it, so that a delivery under way never overwrites what was written meanwhile. */
  version?: number;
}

export type LogWorkInput = VariablesOf<typeof LOG_WORK>['input'];

/** What `logWork` takes; every file must have its id by now. */
export function inputOf(entry: QueuedEntry): LogWorkInput {
  return {
    id: entry.id,
    workDate: entry.workDate,
    workItemId: entry.workItemId,
    quantity: String(entry.quantity),
    minutes: entry.minutes,
    output: entry.output,
    taskId: entry.taskId,
    startedAt: entry.startedAt,
    deviceTime: entry.writtenAt,
    submit: entry.submit,
    evidence: entry.pieces.map(evidenceOf),
  };
}

function evidenceOf(piece: Piece): NonNullable<LogWorkInput['evidence']>[number] {
  if (piece.kind === 'number') return { documentNumber: piece.number };
  return piece.kind === 'link' ? { link: piece.link } : { fileId: piece.fileId ?? null };
}

/** Bytes of files that have not reached the server. */
export const sizeOf = (entries: QueuedEntry[]): number =>
  entries.flatMap(({ pieces }) => pieces).reduce((sum, piece) => sum + (piece.kind === 'file' && piece.content ? piece.size : 0), 0);
