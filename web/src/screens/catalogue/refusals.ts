/** What the server refuses, at the fields where it says so. */
import { Refused, SignedOut } from '../../graphql/errors';
import type { FieldError } from '../../parts/ErrorSummary.svelte';
import { said, t } from '../../words/language.svelte';

/** The fault as lines for the summary; a refusal that names a place below `input` leads to the field of that name. */
export function faultsOf(error: unknown, prefix: string): FieldError[] {
  if (error instanceof Refused) {
    return error.told.map((told) => ({ field: `${prefix}${told.path.filter((part) => part !== 'input')[0] ?? ''}`, text: said(told) }));
  }
  const text = error instanceof SignedOut ? t().errors.signedOut : t().errors.unreachable;
  return [{ field: prefix, text: `${text} ${t().errors.safe}` }];
}

/** What is wrong with one field, if anything. */
export const faultAt = (faults: FieldError[], field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
