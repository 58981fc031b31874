/** Two versions of one entry: in what they differ, and one made of both. */
import type { Piece, QueuedEntry } from '../../../device/queued';
import { time } from '../../../format/dates';
import type { ResultOf } from '../../../graphql/tada';
import { pieceOf } from '../adding/editing';
import type { ENTRY } from '../documents';

export type Held = NonNullable<ResultOf<typeof ENTRY>['entry']>;
export type Field = 'item' | 'quantity' | 'minutes' | 'day' | 'start' | 'evidence';
export type Side = 'here' | 'there' | 'both';
export type Choice = { [field in Field]?: Side };

const FIELDS: Field[] = ['item', 'quantity', 'minutes', 'day', 'start', 'evidence'];

const nameOf = (piece: Piece): string => (piece.kind === 'number' ? piece.number : piece.kind === 'link' ? piece.link : (piece.fileId ?? piece.name));

/** What an entry on the server would be on this device. */
export function asQueued(held: Held): Pick<QueuedEntry, 'workItemId' | 'itemName' | 'productUnit' | 'normMinutes' | 'quantity' | 'minutes' | 'output' | 'taskId' | 'workDate' | 'startedAt' | 'pieces'> {
  return {
    workItemId: held.workItemId,
    itemName: held.workItem?.name ?? held.output,
    productUnit: held.workItem?.productUnit ?? '',
    normMinutes: held.normMinutes,
    quantity: Number(held.quantity),
    minutes: held.minutes,
    output: held.output,
    taskId: held.taskId,
    workDate: held.workDate,
    startedAt: held.startedAt,
    pieces: held.evidence.flatMap(pieceOf),
  };
}

type Version = ReturnType<typeof asQueued>;

/** A field of a version as text; equal texts are equal versions. */
export function textOf(version: Version, field: Field): string {
  if (field === 'item') return version.itemName;
  if (field === 'day') return version.workDate;
  if (field === 'start') return version.startedAt ? time(version.startedAt) : '';
  if (field === 'evidence') return version.pieces.map(nameOf).sort().join(', ');
  return String(version[field]);
}

export const differing = (here: Version, there: Version): Field[] => FIELDS.filter((field) => textOf(here, field) !== textOf(there, field));

/** One version of both: of each field the chosen side, of evidence also both. */
export function merged(here: Version, there: Version, choice: Choice): Version {
  const of = (field: Field): Version => (choice[field] === 'there' ? there : here);
  const item = of('item');
  const known = new Set(there.pieces.map(nameOf));
  const both = [...there.pieces, ...here.pieces.filter((piece) => !known.has(nameOf(piece)))];
  return {
    workItemId: item.workItemId,
    itemName: item.itemName,
    productUnit: item.productUnit,
    normMinutes: item.normMinutes,
    output: item.output,
    taskId: item.taskId,
    quantity: of('quantity').quantity,
    minutes: of('minutes').minutes,
    workDate: of('day').workDate,
    startedAt: of('start').startedAt,
    pieces: choice.evidence === 'both' ? both : of('evidence').pieces,
  };
}
