/** What can be done with a unit, and what each act asks the server. */
import { ask } from '../../../graphql/ask';
import { CLOSE, ESTABLISH, MERGE, MOVE, OPEN, RENAME, REORDER } from './documents';
import { reordered, type UnitLine } from './tree';

export const ACTS = ['open', 'rename', 'establishment', 'reorder', 'move', 'merge', 'close'] as const;
export type Act = (typeof ACTS)[number];

/** Acts that are described before they are done. */
export const DESCRIBED = { move: 'MOVE', merge: 'MERGE', close: 'CLOSE' } as const;
export type Described = keyof typeof DESCRIBED;
export const described = (act: Act): act is Described => act in DESCRIBED;

export interface Given {
  unitId: string;
  on: string;
  document: string;
  name: string;
  code: string;
  kind: string;
  field: string;
  commune: string;
  posts: number;
  target: string | undefined;
  /** The sibling to stand after; null for the first place. */
  after: string | null;
  siblings: UnitLine[];
}

/** Do it; several positions are written one after the other. */
export async function carryOut(act: Act, given: Given): Promise<void> {
  const when = { on: given.on, documentNumber: given.document.trim() || null };
  const unitId = given.unitId;
  switch (act) {
    case 'open': {
      const optional = { field: given.field.trim() || null, communeCode: given.commune.trim() || null, documentNumber: when.documentNumber };
      await ask(OPEN, { input: { parentId: unitId, name: given.name, code: given.code, kind: given.kind, establishment: given.posts, opened: given.on, position: given.siblings.length, ...optional } });
      return;
    }
    case 'rename': await ask(RENAME, { input: { unitId, name: given.name, ...when } }); return;
    case 'establishment': await ask(ESTABLISH, { input: { unitId, posts: given.posts, ...when } }); return;
    case 'move': await ask(MOVE, { input: { unitId, parentId: given.target ?? unitId, ...when } }); return;
    case 'merge': await ask(MERGE, { input: { unitId, intoId: given.target ?? unitId, ...when } }); return;
    case 'close': await ask(CLOSE, { input: { unitId, successorId: given.target ?? null, ...when } }); return;
    case 'reorder':
      for (const { id, position } of reordered(given.siblings, unitId, given.after)) await ask(REORDER, { input: { unitId: id, position, ...when } });
  }
}
