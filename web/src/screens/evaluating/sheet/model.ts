/** One sheet as the screens take it, and small questions about it. */
import type { ResultOf } from '../../../graphql/tada';
import type { SHEET } from './documents';

export type Sheet = NonNullable<ResultOf<typeof SHEET>['sheet']>;
export type Line = Sheet['criteria'][number];
export type Decision = Sheet['decisions'][number];
export type Role = 'own' | 'superior';

/** Steps that write on a sheet: what was written before them is older than they are. */
const WRITES = new Set(['self_scored', 'opined']);
const LATEST_FIRST = (one: Sheet['history'][number], other: Sheet['history'][number]): number => (one.id < other.id ? 1 : -1);

/** The criteria that are asked of this sheet: none where shorter periods have them. */
export const asked = (sheet: Sheet): Line[] => (sheet.ownMonths.length > 0 ? sheet.criteria : []);

export const leaves = (sheet: Sheet): Line[] => asked(sheet).filter(({ isLeaf }) => isLeaf);

/** The newest step of all, by which the server sees what a writer had in view. */
export const newest = (sheet: Sheet): string | undefined => sheet.history.toSorted(LATEST_FIRST)[0]?.id;

/** The newest step that wrote on the sheet after another one. */
export const writtenAfter = (sheet: Sheet, seen: string | undefined): Sheet['history'][number] | undefined =>
  sheet.history.toSorted(LATEST_FIRST).find(({ id, kind }) => WRITES.has(kind) && (seen === undefined || id > seen));

export const standing = (sheet: Sheet): Decision | undefined => sheet.decisions.find(({ stands }) => stands);

/** What the history keeps of a step that concerns a decision. */
export function toldOf(sheet: Sheet, kind: string, decision: string): { at: string; until?: string } | undefined {
  const event = sheet.history.find((one) => one.kind === kind && field(one.data, 'decision_id') === decision);
  const until = event && field(event.data, 'petition_by');
  return event && { at: event.at, ...(until ? { until } : {}) };
}

function field(data: unknown, name: string): string | undefined {
  const value = typeof data === 'object' && data !== null ? (data as { [name: string]: unknown })[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** What a condition rests on, as pairs people can read; lists say how many. */
export function restsOn(data: unknown): [string, string][] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    if (Array.isArray(value)) return value.length > 0 ? [[name, value.map(documentOf).join('; ')] as [string, string]] : [];
    return value === null || typeof value === 'object' ? [] : [[name, String(value).replace('.', ',')] as [string, string]];
  });
}

const documentOf = (record: unknown): string => field(record, 'document_number') ?? field(record, 'id') ?? String(record);
