/** What the tenant has of norms: packages, pilots, corrections, and the names of those who act. */
import { clock } from '../../device/clock.svelte';
import { Kept } from '../../device/kept.svelte';
import { ask } from '../../graphql/ask';
import type { ResultOf } from '../../graphql/tada';
import { session } from '../../session/session.svelte';
import { ACCOUNTS, PACKAGES, UNITS } from './documents';
import type { Correction, Package, Pilot, Unit } from './kinds';
import { waiting } from './waiting.svelte';

type Held = ResultOf<typeof PACKAGES>;

class Norms {
  private readonly held = new Kept<Held>('norms', () => ask(PACKAGES, {}));
  private readonly names = new Kept<Record<string, string>>('norm-accounts', loadNames);
  private readonly tree = new Kept<Unit[]>('norm-units', async () => (await ask(UNITS, {})).units ?? []);

  get packages(): Package[] {
    return this.held.value?.normPackages ?? [];
  }

  get pilots(): Pilot[] {
    return this.held.value?.normPilots ?? [];
  }

  get corrections(): Correction[] {
    return this.held.value?.normCorrections ?? [];
  }

  get units(): Unit[] {
    return this.tree.value ?? [];
  }

  get loaded(): boolean {
    return this.held.value !== undefined;
  }

  get failure(): Error | undefined {
    return this.held.failure;
  }

  async open(): Promise<void> {
    await Promise.all([this.held.open(), session.may('account:manage') ? this.names.open(60_000) : undefined]);
    waiting.count = this.waiting;
  }

  openUnits(): Promise<void> {
    return this.tree.open(60_000);
  }

  async renew(): Promise<void> {
    await this.held.renew();
    waiting.count = this.waiting;
  }

  find(id: string | undefined): Package | undefined {
    return this.packages.find((one) => one.id === id);
  }

  /** Who acts by an account: the person, the account's login, or nothing where that may not be known. */
  nameOf(account: string | null | undefined): string | undefined {
    return account ? this.names.value?.[account] : undefined;
  }

  unitName(id: string): string {
    return this.units.find((one) => one.id === id)?.name ?? '…';
  }

  /** The package in force today where nothing else reigns. */
  get inForce(): Package | undefined {
    const today = clock.today();
    return this.packages.find(
      ({ status, validFrom, validTo }) => (status === 'PUBLISHED' || status === 'SUPERSEDED') && validFrom !== null && validFrom <= today && (!validTo || validTo > today),
    );
  }

  /** What another package is held against: the one in force, or the one before it. */
  comparedWith(id: string): Package | undefined {
    if (this.inForce && this.inForce.id !== id) return this.inForce;
    return this.packages.filter((one) => one.id !== id && one.validFrom).sort((one, other) => (other.validFrom ?? '').localeCompare(one.validFrom ?? ''))[0];
  }

  /** How many things wait for this person: own drafts, and what another proposed. */
  private get waiting(): number {
    const me = session.me?.accountId;
    const drafts = this.packages.filter(({ status, authors }) => status === 'DRAFT' && authors.some((one) => one === me)).length;
    const proposed = [...this.pilots, ...this.corrections].filter(({ confirmedAt, proposedBy }) => !confirmedAt && proposedBy !== me).length;
    return drafts + proposed;
  }
}

async function loadNames(): Promise<Record<string, string>> {
  const { accounts } = await ask(ACCOUNTS, {});
  return Object.fromEntries(accounts?.edges.map(({ node }) => [node.id, node.person?.fullName ?? node.login]) ?? []);
}

export const norms = new Norms();
