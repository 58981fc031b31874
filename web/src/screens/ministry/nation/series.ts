/** Figures of a question through periods, as lines to draw. */
import { ask } from '../../../graphql/ask';
import { SERIES } from '../documents';
import { type Breakdown, type Figure, isYear, type Release, type Status } from '../figures';
import { type Chosen, filtersOf } from './chosen';

export interface Through {
  periods: string[];
  versions: number[];
  /** By province code, `*` for the nation, then by measure. */
  lines: Map<string, Map<string, Figure[]>>;
}

interface Told {
  members: string[];
  measure: string;
  values: (string | null)[];
  obsStatus: Status[];
}

export const NATION = '*';

/** The newest figures of every period of the same kind as the chosen one, of the nation and one province. */
export async function through(chosen: Chosen, releases: Release[], dataset: string, measures: string[], held: Chosen['held']): Promise<Through> {
  const kind = releases.map(({ period }) => period).filter((period) => isYear(period) === isYear(chosen.period)).toSorted();
  const by: Breakdown[] = chosen.province ? ['PROVINCE'] : [];
  const filters = [...filtersOf(held), ...(chosen.province ? [{ breakdown: 'PROVINCE' as const, members: [chosen.province] }] : [])];
  const told = (await ask(SERIES, { from: kind[0] ?? '', to: kind.at(-1) ?? '', dataset, by, filters, measures })).statisticsSeries;
  const lines: Through['lines'] = new Map();
  for (const { members, measure, values, obsStatus } of (told?.rows ?? []) as Told[]) {
    const code = chosen.province ? (members[0] ?? NATION) : NATION;
    const figures = values.map((value, index) => ({ value: value === null ? null : Number(value), status: obsStatus[index] ?? 'L' }));
    lines.set(code, (lines.get(code) ?? new Map<string, Figure[]>()).set(measure, figures));
  }
  return { periods: told?.periods ?? [], versions: told?.versions ?? [], lines };
}
