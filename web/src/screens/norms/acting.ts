/** Doing something that the server may refuse: busy while it runs, the refusal in words. */
import { ask } from '../../graphql/ask';
import { Refused, SignedOut, Unreachable } from '../../graphql/errors';
import type { Told } from '../../graphql/errors';
import { session } from '../../session/session.svelte';
import { said, t as common } from '../../words/language.svelte';
import { COPY } from './documents';

/** What stands in the way in words; nothing when it was done. */
export async function attempt(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.told.map((one: Told) => said(one)).join(' ');
    if (error instanceof SignedOut) session.expired = true;
    if (error instanceof Unreachable || error instanceof SignedOut) return common().errors.unreachable;
    throw error;
  }
}

/** A new draft from a package, with the next number; its id. */
export async function copyOf(id: string, ontoNewest = false): Promise<string | undefined> {
  const { copyNormPackage } = await ask(COPY, { input: { id, ontoNewest, renumber: true } });
  return copyNormPackage?.id;
}
