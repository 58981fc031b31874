/** Accounts for the pickers of single sign-on: by login or holder. */
import { ask } from '../../../graphql/ask';
import { FIND_ACCOUNTS } from './documents';

export interface Found {
  id: string;
  name: string;
  note: string;
}

export async function findAccounts(words: string): Promise<Found[]> {
  const { accounts } = await ask(FIND_ACCOUNTS, { words: words.trim() || null });
  return accounts?.edges.map(({ node }) => ({ id: node.id, name: node.login, note: node.person?.fullName ?? '' })) ?? [];
}
