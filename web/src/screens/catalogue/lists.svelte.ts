/** What may be chosen in the catalogue's lists, asked once. */
import { ask } from '../../graphql/ask';
import type { ResultOf } from '../../graphql/tada';
import { said } from '../../words/language.svelte';
import { Asked } from './asking.svelte';
import { LISTS } from './documents';

export type Lists = NonNullable<ResultOf<typeof LISTS>['catalogueLists']>;
export type Choice = Lists['fields'][number];

export const lists = new Asked<Lists>(async () => (await ask(LISTS, {})).catalogueLists ?? { fields: [], ranks: [], complexities: [], levels: [] });

/** What a code of one of the lists is called. */
export function called(list: keyof Lists, code: string): string {
  const found = lists.value?.[list].find((choice) => choice.code === code);
  return found ? said(found) : code;
}

const collators = new Map<string, Intl.Collator>();

/** Choices in the order of the language. */
export function sorted(choices: Choice[], language: string): Choice[] {
  let collator = collators.get(language);
  if (!collator) collators.set(language, (collator = new Intl.Collator(language)));
  const order = collator;
  return [...choices].sort((one, other) => order.compare(said(one), said(other)));
}
