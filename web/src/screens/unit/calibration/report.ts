/** What calibration tells, as the charts and tables show it. */
import type { BoxRow } from '../../../desk/charts/BoxPlot.svelte';
import { points } from '../../../format/numbers';
import type { ResultOf } from '../../../graphql/tada';
import type { CALIBRATION } from '../documents';

export type Report = NonNullable<ResultOf<typeof CALIBRATION>['calibration']>;
export type Rater = Report['raters'][number];
export type UnitPicture = Report['units'][number];

/** Limits of the classes by points. */
export const LIMITS = [50, 70, 90];

const name = (unit: UnitPicture): string => unit.unit?.name ?? '';

/** A box for each unit with enough scored months, the most lenient first. */
export function boxRows(units: UnitPicture[]): BoxRow[] {
  return units
    .flatMap((unit) => {
      const box = unit.points;
      if (!box || box.least === null || box.lower === null || box.middle === null || box.upper === null || box.most === null) return [];
      return [{ key: unit.unitId, name: name(unit), least: box.least, lower: box.lower, middle: box.middle, upper: box.upper, most: box.most, told: points(box.middle) }];
    })
    .sort((one, other) => other.middle - one.middle);
}

/** The twin of the boxes: all units with scored months, in the same order, those without a box last. */
export function boxTable(units: UnitPicture[]): UnitPicture[] {
  return units.filter((unit) => unit.points).sort((one, other) => (other.points?.middle ?? -1) - (one.points?.middle ?? -1));
}

export const countOf = (counts: { name: string; count: number }[], wanted: string): number => counts.find((one) => one.name === wanted)?.count ?? 0;

export const topShare = (rater: Rater): number => (rater.entries ? countOf(rater.levels, 'excellent') / rater.entries : 0);

/** Flagged ones first, the others in the order of names. */
export const flaggedFirst = <One extends { flags: unknown[] }>(rows: One[]): One[] => [...rows].sort((one, other) => Number(other.flags.length > 0) - Number(one.flags.length > 0));

/** The first days of the last twelve months, this one first. */
export function lastMonths(today: string): string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: 12 }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10));
}
