/** How many entries wait for the person who is signed in; asked once for the navigation, then kept by the inbox. */
import { ask } from '../../../graphql/ask';
import { SignedOut, Unreachable } from '../../../graphql/errors';
import { session } from '../../../session/session.svelte';
import { WAITING } from './documents';

class Waiting {
  private known = $state.raw<number>();
  private askedBy: string | undefined;

  get count(): number | undefined {
    const who = session.me?.accountId;
    if (who && who !== this.askedBy) {
      this.askedBy = who;
      queueMicrotask(() => void this.look());
    }
    return this.known;
  }

  tell(count: number): void {
    this.askedBy = session.me?.accountId;
    this.known = count;
  }

  private async look(): Promise<void> {
    try {
      this.known = (await ask(WAITING, {})).inboxWaiting ?? undefined;
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
    }
  }
}

export const waiting = new Waiting();
