/** What happens to a draft or a version, the same for items and positions. */
import { ask } from '../../../graphql/ask';
import * as changes from './documents';

export type Kind = 'item' | 'position';

interface Acts {
  approve: (id: string, effectiveFrom: string) => Promise<unknown>;
  recall: (id: string) => Promise<unknown>;
  end: (id: string, on: string) => Promise<unknown>;
  discard: (id: string) => Promise<unknown>;
}

export const ACTS: Record<Kind, Acts> = {
  item: {
    approve: (id, effectiveFrom) => ask(changes.APPROVE_ITEM, { input: { id, effectiveFrom } }),
    recall: (id) => ask(changes.RECALL_ITEM, { input: { id } }),
    end: (id, on) => ask(changes.END_ITEM, { input: { id, on } }),
    discard: (id) => ask(changes.DISCARD_ITEM, { input: { id } }),
  },
  position: {
    approve: (id, effectiveFrom) => ask(changes.APPROVE_POSITION, { input: { id, effectiveFrom } }),
    recall: (id) => ask(changes.RECALL_POSITION, { input: { id } }),
    end: (id, on) => ask(changes.END_POSITION, { input: { id, on } }),
    discard: (id) => ask(changes.DISCARD_POSITION, { input: { id } }),
  },
};

export interface Version {
  version: number;
  validFrom: string | null;
  validTo: string | null;
}

/** The version in force on a day among approved ones, if any. */
export const inForce = <Row extends Version>(versions: Row[], on: string): Row | undefined =>
  versions.find(({ validFrom, validTo }) => validFrom !== null && validFrom <= on && (validTo === null || validTo > on));

/** A line of a comparison: what a field says in two versions. */
export interface Line {
  label: string;
  value: string;
}

/** The lines in which two versions differ, with what each says. */
export function differing(before: Line[], after: Line[]): { label: string; before: string; after: string }[] {
  const labels = [...new Set([...after, ...before].map(({ label }) => label))];
  const of = (lines: Line[], label: string): string => lines.find((line) => line.label === label)?.value ?? '';
  return labels.map((label) => ({ label, before: of(before, label), after: of(after, label) })).filter((line) => line.before !== line.after);
}
