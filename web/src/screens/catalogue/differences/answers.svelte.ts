/** What is being answered to the template: it goes on when the page is left, and each answer stands by itself. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { ask } from '../../../graphql/ask';
import { Asked } from '../asking.svelte';
import { ACCEPT_TEMPLATE } from '../changing/documents';
import { DIFFERENCES } from '../documents';
import { faultsOf } from '../refusals';
import { type Difference, keyOf, sortOf, usual } from './differences';

class Answers {
  readonly waiting = new Asked<Difference[]>(async () => (await ask(DIFFERENCES, {})).templateDifferences ?? []);
  /** The fields taken, by difference; null takes the record whole. */
  readonly taken = new SvelteMap<string, string[] | null>();
  readonly chosen = new SvelteSet<string>();
  readonly faults = new SvelteMap<string, string>();
  /** How far a run of answers is. */
  run = $state.raw<{ done: number; failed: number; total: number; running: boolean }>();

  /** The fields that would be taken over as things stand. */
  takenOf(difference: Difference): string[] | null {
    const found = this.taken.get(keyOf(difference));
    if (found !== undefined) return found;
    return sortOf(difference) === 'conflict' || sortOf(difference) === 'clean' ? usual(difference) : null;
  }

  take(difference: Difference, field: string, on: boolean): void {
    const now = this.takenOf(difference) ?? difference.fields.map((one) => one.field);
    this.taken.set(keyOf(difference), on ? [...now, field] : now.filter((one) => one !== field));
  }

  /** Answer one after the other; a refusal is kept at its record and takes nothing back. */
  async answer(differences: Difference[], effectiveFrom: string, note: string): Promise<void> {
    this.run = { done: 0, failed: 0, total: differences.length, running: true };
    for (const difference of differences) {
      const key = keyOf(difference);
      const { kind, code, revision } = difference;
      try {
        await ask(ACCEPT_TEMPLATE, { input: { kind, code, revision, effectiveFrom, fields: this.takenOf(difference), note: note.trim() || null } });
        this.faults.delete(key);
        this.chosen.delete(key);
        this.run = { ...this.run, done: this.run.done + 1 };
      } catch (error) {
        this.faults.set(key, faultsOf(error, '').map(({ text }) => text).join(' '));
        this.run = { ...this.run, failed: this.run.failed + 1 };
      }
    }
    await this.waiting.ask();
    this.run = { ...this.run, running: false };
  }
}

export const answers = new Answers();
