/** How much waits for the person who is signed in: asked when the navigation is first shown, and after each step. */
import { ask } from '../../graphql/ask';
import { Refused, SignedOut, Unreachable } from '../../graphql/errors';
import { session } from '../../session/session.svelte';
import { PETITIONS_WAITING, WAITING } from './documents';

class Waiting {
  private known = $state.raw<{ sheets?: number; petitions?: number }>({});
  private asked = '';

  get sheets(): number | undefined {
    this.begin();
    return this.known.sheets;
  }

  get petitions(): number | undefined {
    this.begin();
    return this.known.petitions;
  }

  /** Ask again; a number that cannot be had is not shown. */
  async renew(): Promise<void> {
    try {
      const sheets = session.may('evaluation:opine') ? (await ask(WAITING, {})).waitingEvaluations : null;
      const petitions = session.may('petition:answer') ? (await ask(PETITIONS_WAITING, {})).petitionsWaiting : null;
      this.known = { ...(sheets ? { sheets: sheets.opinions + sheets.decisions } : {}), ...(petitions === null ? {} : { petitions }) };
    } catch (error) {
      if (!(error instanceof Refused || error instanceof SignedOut || error instanceof Unreachable)) throw error;
    }
  }

  private begin(): void {
    const account = session.me?.accountId ?? '';
    if (account === this.asked) return;
    this.asked = account;
    queueMicrotask(() => void this.renew());
  }
}

export const waiting = new Waiting();
