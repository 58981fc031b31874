/** What is looked at, kept in the address: it can be sent to somebody, and the way back works. */
import type { Breakdown, Measure, Offer, Release } from '../figures';

export interface Chosen {
  period: string;
  version: number;
  dataset: string;
  measure: string;
  /** A member of each breakdown that is held. */
  held: Partial<Record<Breakdown, string>>;
  province: string | undefined;
  table: boolean;
}

export const FIRST_MEASURE: Record<string, string> = { classes: 'HTXS_rate', index: 'harmonised_mean' };

/** Means by a province's own norms are never put side by side. */
export const UNFAIR = 'raw_mean';

/** The release an address asks for, the newest when it names none. */
export function releaseAt(query: URLSearchParams, releases: Release[]): Release | undefined {
  const period = query.get('ky');
  const version = Number(query.get('lan') ?? 0);
  const ofPeriod = releases.filter((one) => one.period === period);
  return ofPeriod.find((one) => one.version === version) ?? ofPeriod[0] ?? releases.find(({ period: name }) => name.includes('-Q')) ?? releases[0];
}

/** What an address asks of a release, as far as the release offers it. */
export function chosenAt(query: URLSearchParams, release: Release, offers: Offer[]): Chosen {
  const [wanted = '', code = ''] = (query.get('chi-so') ?? '').split(/\.(.*)/s);
  const known = mapped(offers);
  const offer = [wanted, ...Object.keys(FIRST_MEASURE)].flatMap((name) => known.filter((one) => one.code === name))[0] ?? known[0];
  const measures = offer?.measures.map((one) => one.code) ?? [];
  const usual = FIRST_MEASURE[offer?.code ?? ''] ?? '';
  const measure = measures.includes(code) ? code : measures.includes(usual) ? usual : (measures[0] ?? '');
  const held: Chosen['held'] = {};
  for (const part of (query.get('loc') ?? '').split(',')) {
    const [name = '', member = ''] = part.split(':');
    const known = offer?.breakdowns.find(({ breakdown }) => breakdown === name);
    if (known?.members.some((one) => one.code === member)) held[known.breakdown] = member;
  }
  return {
    period: release.period,
    version: release.version,
    dataset: offer?.code ?? '',
    measure,
    held: offer && published(offer, ['PROVINCE', ...namesOf(held)]) ? held : {},
    province: query.get('tinh') ?? undefined,
    table: query.get('xem') === 'bang',
  };
}

export function addressOf(chosen: Chosen, path = '/ca-nuoc'): string {
  const query = new URLSearchParams({ ky: chosen.period, lan: String(chosen.version), 'chi-so': `${chosen.dataset}.${chosen.measure}` });
  const held = namesOf(chosen.held).map((name) => `${name}:${chosen.held[name] ?? ''}`);
  if (held.length > 0) query.set('loc', held.join(','));
  if (chosen.province) query.set('tinh', chosen.province);
  if (chosen.table) query.set('xem', 'bang');
  return `${path}?${query.toString()}`;
}

export const namesOf = (held: Chosen['held']): Breakdown[] => Object.keys(held) as Breakdown[];

/** Data sets that have figures of provinces. */
export const mapped = (offers: Offer[]): Offer[] => offers.filter((offer) => published(offer, ['PROVINCE']));

/** Whether a table by just these breakdowns was published. */
export const published = (offer: Offer, by: Breakdown[]): boolean => offer.tables.some((table) => table.by.length === by.length && by.every((name) => table.by.includes(name)));

/** The breakdowns a map of provinces can be held at. */
export const holdable = (offer: Offer): Offer['breakdowns'] =>
  offer.breakdowns.filter(({ breakdown }) => breakdown !== 'PROVINCE' && offer.tables.some(({ by }) => by.includes('PROVINCE') && by.includes(breakdown)));

/** What is held after one more choice: what was not published together with it is let go. */
export function hold(offer: Offer, held: Chosen['held'], name: Breakdown, member: string): Chosen['held'] {
  const { [name]: before, ...others } = held;
  void before;
  if (!member) return published(offer, ['PROVINCE', ...namesOf(others)]) ? others : {};
  const fewer: Chosen['held'][] = [others, ...namesOf(others).map((one): Chosen['held'] => ({ [one]: (others as Chosen['held'])[one] ?? '' })), {}];
  for (const kept of fewer) {
    if (published(offer, ['PROVINCE', name, ...namesOf(kept)])) return { ...kept, [name]: member };
  }
  return {};
}

/** Filters as the server reads them. */
export const filtersOf = (held: Chosen['held']): { breakdown: Breakdown; members: string[] }[] => namesOf(held).map((breakdown) => ({ breakdown, members: [held[breakdown] ?? ''] }));

/** What is asked for along with an indicator. */
export function measuresBeside(offer: Offer, measure: string): string[] {
  const known = (code: string): boolean => offer.measures.some((one: Measure) => one.code === code);
  if (offer.code === 'index') return ['harmonised_mean', 'raw_mean'];
  return [...new Set([measure, ...(known('people') ? ['people'] : [])])];
}
