/** My sheets, newest first, each with the four things that stay four: points, class by points, proposal, decision. */
import { Kept } from '../../../device/kept.svelte';
import { monthOf } from '../../../format/dates';
import { ask } from '../../../graphql/ask';
import type { ResultOf } from '../../../graphql/tada';
import { SHEETS } from '../documents';
import { c } from '../words';

type Found = NonNullable<ResultOf<typeof SHEETS>['mySheets']>;
export type MySheet = Found['edges'][number]['node'];
export type Span = NonNullable<MySheet['period']>['kind'];
export type MyPetition = NonNullable<MySheet['decisions'][number]['petition']>;

async function load(): Promise<MySheet[]> {
  const found: MySheet[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { mySheets }: ResultOf<typeof SHEETS> = await ask(SHEETS, { after });
    found.push(...(mySheets?.edges.map(({ node }) => node) ?? []));
    after = mySheets?.pageInfo.endCursor ?? null;
    more = mySheets?.pageInfo.hasNextPage ?? false;
  }
  return found.sort((one, other) => (other.period?.first ?? '').localeCompare(one.period?.first ?? ''));
}

export const sheets = new Kept<MySheet[]>('sheets', load);

/** The decision that holds, if there is one. */
export const standing = ({ decisions }: MySheet): MySheet['decisions'][number] | undefined => decisions.find(({ stands }) => stands);

/** The sheet of a month (2026-10), if the month is evaluated by itself. */
export const sheetOf = (month: string): MySheet | undefined =>
  sheets.value?.find(({ period }) => period?.kind === 'MONTH' && period.first.startsWith(month));

const QUARTERS = ['I', 'II', 'III', 'IV'];

/** Tháng 10/2026, Quý III/2026, Năm 2026. A year that begins in December is named by the year it mostly lies in. */
export function periodName(period: { kind: Span; first: string } | null): string {
  if (!period) return '';
  const [year = '', month = '1'] = period.first.split('-');
  if (period.kind === 'MONTH') return c().period.month(monthOf(period.first));
  if (period.kind === 'QUARTER') return c().period.quarter(QUARTERS[Math.floor((Number(month) - 1) / 3)] ?? '', year);
  return c().period.year(Number(month) > 6 ? String(Number(year) + 1) : year);
}
