import { ask } from '../../../graphql/ask';
import { session } from '../../../session/session.svelte';
import { TRAIL } from '../documents';

export interface Act {
  id: string;
  at: string;
  action: string;
  /** Nobody's name for an office's account. */
  name: string | null;
  mine: boolean;
}

/** Who did what to a record, for those who may read the trail. */
export async function trailOf(id: string): Promise<Act[]> {
  if (!session.may('audit:read') || !session.may('catalogue:manage')) return [];
  const { auditTrail } = await ask(TRAIL, { id });
  return auditTrail?.edges.map(({ node }) => ({ id: node.id, at: node.at, action: node.action, name: node.person?.fullName ?? null, mine: node.accountId === session.me?.accountId })) ?? [];
}

/** Whether the draft was written last by whoever is signed in. */
export const draftedByMe = (acts: Act[]): boolean => acts.find(({ action }) => action === 'propose')?.mine ?? false;
