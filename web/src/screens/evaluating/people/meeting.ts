/** What those who met say of their meeting, as it is typed and as the server takes it. */
import type { ResultOf } from '../../../graphql/tada';
import type { RUNS } from '../documents';

type Run = NonNullable<ResultOf<typeof RUNS>['paperRuns']>['edges'][number]['node'];
export type Told = NonNullable<Run['meetingTold']>;

/** Names stand one a line. */
export interface Typed {
  heldAt: string;
  place: string;
  chair: string;
  secretary: string;
  present: string;
  absent: string;
  discussion: string;
  conclusion: string;
}

export const FIELDS = ['heldAt', 'place', 'chair', 'secretary', 'present', 'absent', 'discussion', 'conclusion'] as const satisfies readonly (keyof Typed)[];
/** Fields of one line; the others are written in several. */
export const SHORT = new Set<keyof Typed>(['heldAt', 'place', 'chair', 'secretary']);

export const nothing = (): Typed => ({ heldAt: '', place: '', chair: '', secretary: '', present: '', absent: '', discussion: '', conclusion: '' });

const names = (typed: string): string[] => typed.split('\n').map((name) => name.trim()).filter(Boolean);

export const asInput = (typed: Typed): Told => ({
  heldAt: typed.heldAt.trim(), place: typed.place.trim(), chair: typed.chair.trim(), secretary: typed.secretary.trim(),
  present: names(typed.present), absent: names(typed.absent), discussion: typed.discussion.trim(), conclusion: typed.conclusion.trim(),
});

export const asTyped = (told: Told): Typed => ({ ...told, present: told.present.join('\n'), absent: told.absent.join('\n') });

/** What was told, field by field; what was left to be written in by hand is left out. */
export const lines = (told: Told): [keyof Typed, string][] =>
  FIELDS.flatMap((field): [keyof Typed, string][] => {
    const said = told[field];
    const text = typeof said === 'string' ? said : said.join(', ');
    return text ? [[field, text]] : [];
  });
