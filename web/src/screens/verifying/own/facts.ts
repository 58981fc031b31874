/** A fact of the province's own as it is typed and as it is stated; pure. */
import type { ResultOf } from '../../../graphql/tada';
import type { ASKED } from './documents';

export type Asked = NonNullable<ResultOf<typeof ASKED>['inboxFacts']>[number];
export type Fact = Asked['facts'][number];
export type Wrong = 'needed' | 'number' | 'outside' | 'offStep';

const NUMBER = /^[-−–]?\d+(?:[.,]\d+)?$/;
const places = (text: string): number => text.split('.')[1]?.length ?? 0;
/** A decimal as a whole number of so many decimals: nothing is lost to binary fractions. */
const whole = (text: string, decimals: number): bigint => {
  const [units = '0', rest = ''] = text.replace('-', '').split('.');
  const found = BigInt(units + rest.padEnd(decimals, '0'));
  return text.startsWith('-') ? -found : found;
};

/** What is stated of what was typed: its canonical text, nothing where it was left empty, or what is wrong with it. */
export function statedOf(fact: Fact, typed: string): { value: string | undefined } | { wrong: Wrong } {
  const text = typed.trim();
  if (text === '') return fact.required && fact.default === null ? { wrong: 'needed' } : { value: undefined };
  if (fact.kind !== 'NUMBER') return { value: text };
  if (!NUMBER.test(text)) return { wrong: 'number' };
  const value = text.replace(/^[−–]/, '-').replace(',', '.');
  const { min, max, step } = fact;
  const decimals = Math.max(places(value), ...[min, max, step].map((one) => places(one ?? '')));
  const number = whole(value, decimals);
  if ((min !== null && number < whole(min, decimals)) || (max !== null && number > whole(max, decimals))) return { wrong: 'outside' };
  if (step !== null && number % whole(step, decimals) !== 0n) return { wrong: 'offStep' };
  return { value };
}
