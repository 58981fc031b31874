/** Which units somebody leads at this moment, by posts of their own or acting for others, and which one is looked at. */
import { ask } from '../../graphql/ask';
import type { ResultOf } from '../../graphql/tada';
import { session } from '../../session/session.svelte';
import { UNITS } from './documents';

const KEY = 'roviec-unit';
const HEADS = new Set(['agency_head', 'province_head']);

export interface Led {
  id: string;
  name: string;
}

type Node = NonNullable<ResultOf<typeof UNITS>['units']>[number];
export type UnitChoice = Led & { depth: number };

/** The units led, each once; those headed alone if so wished. */
export function ledUnits(heads = false): Led[] {
  const held = session.me?.roles.filter(({ role }) => (heads ? HEADS.has(role) : role !== 'cadre')) ?? [];
  const units = held.flatMap(({ unit }) => unit ?? []);
  return [...new Map(units.map(({ id, name }) => [id, { id, name }])).values()];
}

/** What can be chosen beside a unit: the units led, the way down to it, and what stands directly below each of those. */
export function choices(led: Led[], branches: Node[], chosen: string): UnitChoice[] {
  const nodes = [...new Map(branches.map((node) => [node.id, node])).values()];
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const way = new Set(led.map(({ id }) => id));
  for (let id: string | null | undefined = chosen; id && !way.has(id); id = parents.get(id)) way.add(id);
  const least = Math.min(...nodes.map(({ depth }) => depth));
  return nodes
    .filter(({ id, parentId }) => way.has(id) || (parentId !== null && way.has(parentId)))
    .map(({ id, name, depth }) => ({ id, name, depth: depth - least }));
}

class Leading {
  /** The unit looked at last on this device, if it is still within reach. */
  chosen = $state(localStorage.getItem(KEY) ?? '');
  branches = $state.raw<Node[]>([]);
  private loaded = '';

  choose(id: string): void {
    this.chosen = id;
    localStorage.setItem(KEY, id);
  }

  /** Learn the branches below the units led, and choose the first where what was chosen is none of theirs. */
  async open(led: Led[]): Promise<void> {
    const key = led.map(({ id }) => id).join();
    if (this.loaded !== key) {
      const answers = await Promise.all(led.map(({ id }) => ask(UNITS, { root: id })));
      this.branches = answers.flatMap(({ units }) => units ?? []);
      this.loaded = key;
    }
    if (!this.branches.some(({ id }) => id === this.chosen)) this.chosen = led[0]?.id ?? '';
  }
}

export const leading = new Leading();
