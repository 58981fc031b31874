/** Who looked at the record of the person who is signed in. */
import { Kept } from '../../device/kept.svelte';
import { ask } from '../../graphql/ask';
import { LOOKERS } from './documents';

interface Looker {
  id: string;
  at: string;
  name: string | null;
}

export const lookers = new Kept<Looker[]>('lookers', async () => {
  const { whoLookedAtMe } = await ask(LOOKERS, {});
  return whoLookedAtMe?.edges.map(({ node: { id, at, person } }) => ({ id, at, name: person?.fullName ?? null })) ?? [];
});
