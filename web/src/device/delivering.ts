/** Takes one entry from the device to the server. Doing it twice is as good as once: the id was made on the device. */
import { ask, sendFile } from '../graphql/ask';
import { EDIT, LOG_WORK, SUBMIT } from './documents';
import { inputOf, type Piece, type QueuedEntry } from './queued';

/** Send the files that have no id yet, keeping each id at once, then the entry. */
export async function deliver(entry: QueuedEntry, keep: (entry: QueuedEntry) => Promise<void>): Promise<QueuedEntry> {
  let current = entry;
  for (const [index, piece] of entry.pieces.entries()) {
    if (piece.kind !== 'file' || piece.fileId || !piece.content) continue;
    const sent: Piece = { ...piece, fileId: await sendFile(piece.name, piece.content) };
    current = { ...current, pieces: current.pieces.with(index, sent) };
    await keep(current);
  }
  await (current.change ? rewrite(current, current.change) : ask(LOG_WORK, { input: inputOf(current) }));
  const pieces = current.pieces.map((piece): Piece => (piece.kind === 'file' ? withoutContent(piece) : piece));
  return { ...current, pieces, state: 'sent', sentAt: new Date().toISOString() };
}

/** Change an entry the server holds; handed in afterwards unless an earlier try has done that already. */
async function rewrite(entry: QueuedEntry, change: NonNullable<QueuedEntry['change']>): Promise<void> {
  const { submit, ...input } = inputOf(entry);
  const { editEntry } = await ask(EDIT, { input: { ...input, changeId: change.id, seen: change.seen } });
  if (submit && (editEntry?.status === 'DRAFT' || editEntry?.status === 'RETURNED')) await ask(SUBMIT, { id: entry.id });
}

function withoutContent(piece: Extract<Piece, { kind: 'file' }>): Piece {
  const { content, ...rest } = piece;
  return content ? rest : piece;
}
