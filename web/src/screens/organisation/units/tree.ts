/** The unit tree as lines: what is open, what a search leaves, where an arrow key leads, and how siblings are put in order. */
import { fit, fold } from '../../../search/folding';

export interface UnitLine {
  id: string;
  parentId: string | null;
  name: string;
  code: string;
  depth: number;
  position: number;
}

export interface Row<Line extends UnitLine> {
  unit: Line;
  /** Whether it has units below, and whether they are shown. */
  branch: boolean;
  open: boolean;
  /** Its place among its siblings, from 1, and how many they are. */
  place: number;
  siblings: number;
}

const below = <Line extends UnitLine>(units: Line[]): Map<string | null, Line[]> => {
  const known = new Set(units.map(({ id }) => id));
  const found = new Map<string | null, Line[]>();
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
    const siblings = found.get(parent);
    if (siblings) siblings.push(unit);
    else found.set(parent, [unit]);
  }
  return found;
};

/** The lines shown, in the order given: those whose parents are open, or, with words, those that fit and what is above them. */
export function rowsOf<Line extends UnitLine>(units: Line[], opened: ReadonlySet<string>, words = ''): Row<Line>[] {
  const searching = fold(words).trim() !== '';
  const wanted = searching ? fitting(units, words) : null;
  const children = below(wanted ? units.filter(({ id }) => wanted.has(id)) : units);
  const rows: Row<Line>[] = [];
  const walk = (siblings: Line[]): void => {
    for (const [index, unit] of siblings.entries()) {
      const under = children.get(unit.id) ?? [];
      const open = under.length > 0 && (searching || opened.has(unit.id));
      rows.push({ unit, branch: under.length > 0, open, place: index + 1, siblings: siblings.length });
      if (open) walk(under);
    }
  };
  walk(children.get(null) ?? []);
  return rows;
}

function fitting(units: UnitLine[], words: string): Set<string> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const code = words.trim().toLowerCase();
  const found = new Set<string>();
  for (const unit of units) {
    if (fit(fold(unit.name), words) === 0 && unit.code.toLowerCase() !== code) continue;
    for (let one: UnitLine | undefined = unit; one && !found.has(one.id); one = one.parentId ? byId.get(one.parentId) : undefined) found.add(one.id);
  }
  return found;
}

/** What a branch holds altogether, by unit: the unit itself and all below it. */
export function totals<Line extends UnitLine>(units: Line[], amount: (unit: Line) => number): Map<string, number> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const found = new Map(units.map(({ id }) => [id, 0]));
  for (const unit of units) {
    const own = amount(unit);
    let steps = 0;
    for (let one: Line | undefined = unit; one && steps <= units.length; steps += 1) {
      found.set(one.id, (found.get(one.id) ?? 0) + own);
      one = one.parentId ? byId.get(one.parentId) : undefined;
    }
  }
  return found;
}

export interface Step {
  /** The unit that takes the focus, or the one to open or close. */
  focus?: string;
  open?: string;
  close?: string;
}

/** What a key does in the tree, as the pattern of trees has it; nothing for other keys. */
export function stepOf<Line extends UnitLine>(rows: Row<Line>[], at: string, key: string): Step | null {
  const index = rows.findIndex(({ unit }) => unit.id === at);
  const row = rows[index];
  if (!row) return null;
  const to = (other: Row<Line> | undefined): Step => (other ? { focus: other.unit.id } : {});
  switch (key) {
    case 'ArrowDown': return to(rows[index + 1]);
    case 'ArrowUp': return to(rows[index - 1]);
    case 'Home': return to(rows[0]);
    case 'End': return to(rows.at(-1));
    case 'ArrowRight':
      if (!row.branch) return {};
      return row.open ? to(rows[index + 1]) : { open: at };
    case 'ArrowLeft':
      if (row.open) return { close: at };
      return to(rows.find(({ unit }) => unit.id === row.unit.parentId));
    default: return null;
  }
}

/** The units above one, from the root down. */
export function above<Line extends UnitLine>(units: Line[], id: string): Line[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const found: Line[] = [];
  for (let one = byId.get(id); one?.parentId && found.length < units.length;) {
    one = byId.get(one.parentId);
    if (one) found.unshift(one);
  }
  return found;
}

/** Which positions change when a unit comes to stand right after a sibling, or first; as few as can be. */
export function reordered(siblings: UnitLine[], moved: string, after: string | null): { id: string; position: number }[] {
  const one = siblings.find(({ id }) => id === moved);
  if (!one) return [];
  const rest = siblings.filter(({ id }) => id !== moved);
  const at = after === null ? 0 : rest.findIndex(({ id }) => id === after) + 1;
  const order = [...rest.slice(0, at), one, ...rest.slice(at)];
  const changes: { id: string; position: number }[] = [];
  let last = -1;
  for (const [index, unit] of order.entries()) {
    const next = order[index + 1];
    const keeps = unit.position > last && !(unit.id === moved && next && unit.position >= next.position && next.position > last + 1);
    const position = keeps ? unit.position : last + 1;
    if (position !== unit.position) changes.push({ id: unit.id, position });
    last = position;
  }
  return changes;
}
