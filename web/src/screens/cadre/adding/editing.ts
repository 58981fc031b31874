/** An entry as a form: one that waits on this device, or one of the server that may still be changed. */
import type { Piece, QueuedEntry } from '../../../device/queued';
import { time } from '../../../format/dates';
import type { Entry, Item } from '../mine.svelte';
import type { Form } from './form.svelte';

const START = '08:00';

/** The item of an entry, or what the entry knows of it where the catalogue on this device does not have it. */
function itemOf(items: Item[], id: string, known: { name: string; productUnit: string; normMinutes: number; output: string; complexity: string }): Item {
  return items.find((one) => one.id === id) ?? { id, code: '', positionGroups: [], ownerUnitId: null, ...known };
}

/** What waits here, was refused, or is kept as a draft; under a date that came too late once the date stays. */
export function formOfQueued(queued: QueuedEntry, items: Item[]): Form {
  const { itemName, productUnit, normMinutes, output } = queued;
  return {
    item: itemOf(items, queued.workItemId, { name: itemName, productUnit, normMinutes, output, complexity: '' }),
    taskId: queued.taskId,
    quantity: queued.quantity,
    day: queued.workDate,
    start: queued.startedAt ? time(queued.startedAt) : START,
    minutes: queued.minutes,
    minutesEach: queued.minutes / queued.quantity,
    usual: null,
    pieces: queued.pieces,
    editing: {
      id: queued.id, where: 'device', seen: null, output,
      dayFixed: queued.dateFixed ?? queued.refusal?.code === 'LOG_TOO_LATE',
    },
  };
}

/** A draft, or what was returned, as the server holds it. */
export function formOfEntry(entry: Entry, items: Item[], seen: string | null): Form {
  const { workItem, normMinutes, output, complexity } = entry;
  const known = { name: workItem?.name ?? output, productUnit: workItem?.productUnit ?? '', normMinutes, output, complexity };
  return {
    item: itemOf(items, entry.workItemId, known),
    taskId: entry.taskId,
    quantity: Number(entry.quantity),
    day: entry.workDate,
    start: entry.startedAt ? time(entry.startedAt) : START,
    minutes: entry.minutes,
    minutesEach: entry.minutes / Number(entry.quantity),
    usual: null,
    pieces: entry.evidence.flatMap(pieceOf),
    editing: { id: entry.id, where: 'server', seen, output, dayFixed: false },
  };
}

/** A piece of evidence as the device keeps it; a file stays on the server under its id. */
export function pieceOf({ documentNumber, link, fileId }: { documentNumber: string | null; link: string | null; fileId: string | null }, index = 0): Piece[] {
  if (documentNumber) return [{ kind: 'number', number: documentNumber }];
  if (link) return [{ kind: 'link', link }];
  return fileId ? [{ kind: 'file', name: `${index + 1}`, type: '', size: 0, fileId }] : [];
}
