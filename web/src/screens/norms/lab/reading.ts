/** A lab result as it is read: counts of who rises and falls, the matrix, units, the classes of the scale. */
import type { Desk, Outcome, Period } from '../kinds';

const MOST_UNITS = 5;
export const BIN = 2;

export interface Moves {
  moved: number;
  up: number;
  down: number;
  other: number;
}

/** The month of a result; a run may cover quarters too. */
export const monthOf = (outcome: Outcome): Period | undefined => outcome.periods.find(({ grain }) => grain === 'MONTH');

/** Better classes come first; whoever has no class goes neither up nor down. */
export function movesOf(outcome: Outcome, period: Period): Moves {
  const moves: Moves = { moved: 0, up: 0, down: 0, other: 0 };
  for (const { before, after, persons } of period.migration) {
    if (before === after) continue;
    moves.moved += persons;
    const way = wayOf(outcome.classes, before, after);
    moves[way] += persons;
  }
  return moves;
}

export function wayOf(classes: string[], before: string | null, after: string | null): 'up' | 'down' | 'other' {
  const [was, is] = [classes.indexOf(before ?? ''), classes.indexOf(after ?? '')];
  if (was < 0 || is < 0) return 'other';
  return is < was ? 'up' : 'down';
}

/** The matrix: a row for each class it was, a column for each it becomes; classes nobody has are left out at the end. */
export function matrixOf(outcome: Outcome, period: Period): { columns: (string | null)[]; rows: { before: string | null; cells: number[] }[]; sums: number[] } {
  const met = period.migration.some(({ before, after }) => before === null || after === null);
  const columns: (string | null)[] = met ? [...outcome.classes, null] : outcome.classes;
  const count = (before: string | null, after: string | null): number => period.migration.find((cell) => cell.before === before && cell.after === after)?.persons ?? 0;
  const rows = columns.map((before) => ({ before, cells: columns.map((after) => count(before, after)) }));
  return { columns, rows, sums: columns.map((_, at) => rows.reduce((sum, { cells }) => sum + (cells[at] ?? 0), 0)) };
}

/** Units in which most people change class. */
export const unitsOf = (period: Period): Period['byUnit'] =>
  period.byUnit
    .filter(({ figures }) => (figures?.moved ?? 0) > 0)
    .sort((one, other) => (other.figures?.moved ?? 0) - (one.figures?.moved ?? 0))
    .slice(0, MOST_UNITS);

/** From how many points on each class begins, rising; taken from the scale of classes. */
export function limitsOf(desk: Pick<Desk, 'scales'> | undefined): { from: number | null; name: string }[] {
  const rows = desk?.scales.find(({ name, form }) => name === 'rating' && form === 'from')?.rows ?? [];
  return rows.map(({ name, text }) => ({ from: name === '' ? null : Number(name), name: text })).sort((one, other) => (one.from ?? -1) - (other.from ?? -1));
}
