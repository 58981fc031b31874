/** What verdicts have to state beside the quality, and what was typed of it on each line of the inbox. */
import { SvelteMap } from 'svelte/reactivity';
import { ask } from '../../../graphql/ask';
import { shownValue } from './shown';
import { speech } from '../../../words/language.svelte';
import { ASKED } from './documents';
import { type Asked, type Fact, statedOf } from './facts';
import { t } from './words';

class OwnFacts {
  private asked = $state.raw<Asked[]>([]);
  /** Lines whose verdict was tried with something missing: their errors are shown. */
  readonly tried = new SvelteMap<string, boolean>();
  private readonly typed = new SvelteMap<string, string>();
  private readonly byEntry = $derived(new Map(this.asked.flatMap((one) => one.entryIds.map((id) => [id, one.facts] as const))));

  async load(): Promise<void> {
    this.asked = (await ask(ASKED, {})).inboxFacts ?? [];
  }

  /** What some entries ask, each fact once. */
  of(ids: string[]): Fact[] {
    return [...new Map(ids.flatMap((id) => this.byEntry.get(id) ?? []).map((fact) => [fact.name, fact])).values()];
  }

  typedOf(line: string, fact: Fact): string {
    return this.typed.get(`${line} ${fact.name}`) ?? '';
  }

  type(line: string, fact: Fact, typed: string): void {
    this.typed.set(`${line} ${fact.name}`, typed);
  }

  /** What is wrong with a fact on a line, in words. */
  wrongOf(line: string, fact: Fact): string | undefined {
    const found = statedOf(fact, this.typedOf(line, fact));
    if (!('wrong' in found)) return undefined;
    const words = t();
    const name = labelOf(fact);
    return { needed: words.needed(name), number: words.number(name), outside: words.outside(name, rangeOf(fact)), offStep: words.offStep(name, shownValue(fact.step ?? '')) }[found.wrong];
  }

  /** Whether everything that entries ask is stated on a line; if not, its errors are shown from here on. */
  ready(line: string, ids: string[]): boolean {
    const wrong = this.of(ids).some((fact) => this.wrongOf(line, fact));
    if (wrong) this.tried.set(line, true);
    return !wrong;
  }

  /** What a verdict states of entries; nothing where nothing is asked. */
  stated(line: string, ids: string[]): { name: string; value: string }[] | null {
    const facts = this.of(ids);
    if (facts.length === 0) return null;
    return facts.flatMap((fact) => {
      const found = statedOf(fact, this.typedOf(line, fact));
      return 'value' in found && found.value !== undefined ? [{ name: fact.name, value: found.value }] : [];
    });
  }
}

export const labelOf = (fact: Fact): string => (speech.language === 'en' ? fact.en : fact.vi) || fact.name;
export const rangeOf = (fact: Fact): string => t().range(shownValue(fact.min ?? ''), shownValue(fact.max ?? ''));

export const own = new OwnFacts();
