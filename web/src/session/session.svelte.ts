/** Who is signed in on this device: known without network, confirmed by the server when it can be reached. */
import { Device } from '../device/database';
import { outbox } from '../device/outbox.svelte';
import { ask, keepProof, reach } from '../graphql/ask';
import { Refused, SignedOut, type Told, Unreachable } from '../graphql/errors';
import type { ResultOf } from '../graphql/tada';
import { screens } from '../screens/screens.svelte';
import { WHO } from './documents';

const ACCOUNT = 'roviec-account';
const TENANT = 'roviec-tenant';

type Who = ResultOf<typeof WHO>;
export type Me = NonNullable<Who['me']>;
type Phase = 'opening' | 'out' | 'in';

class Session {
  phase = $state<Phase>('opening');
  /** The server knows this session no longer; what is on the device stays usable. */
  expired = $state(false);
  me = $state.raw<Me>();
  tenant = $state.raw<NonNullable<Who['tenant']>>();
  settings = $state.raw<Who['settings']>();
  /** Whether I am expected to log yet, and where I may practise. */
  standing = $state.raw<Who['rolloutStanding']>();
  device: Device | undefined;

  /** The short name of the tenant used last on this device. */
  get lastTenant(): string {
    return localStorage.getItem(TENANT) ?? '';
  }

  /** The tenant whose short name stands in the sign-in page next time. */
  remember(tenant: string): void {
    localStorage.setItem(TENANT, tenant);
  }

  may(right: string): boolean {
    return this.me?.rights.includes(right) ?? false;
  }

  /** Open what the device knows, then ask the server; without network the device's word holds. */
  async begin(): Promise<void> {
    // Another tab went over to training, or back: this one must not go on as somebody else.
    window.addEventListener('storage', ({ key, newValue }) => key === ACCOUNT && newValue !== this.me?.accountId && location.reload());
    const account = localStorage.getItem(ACCOUNT);
    if (account) {
      const device = await Device.open(account);
      const who = await device.get<Who>('kept', 'who');
      if (who) await this.enter(device, who);
    }
    await this.refresh();
    if (this.phase === 'opening') this.phase = 'out';
  }

  /** Sign in; answers what the server refused, if it did. */
  async signIn(tenant: string, login: string, password: string): Promise<Told | null> {
    const body = JSON.stringify({ tenant, login, password });
    const response = await reach('/session', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const told = (await response.json()) as { csrfToken?: string; errors?: { message: string; extensions: { code: string; messages: { vi: string; en: string } } }[] };
    const error = told.errors?.[0];
    if (error) return { code: error.extensions.code, ...error.extensions.messages, path: [] };
    keepProof(told.csrfToken ?? null);
    this.remember(tenant);
    await this.refresh();
    return null;
  }

  /** Go over to the training copy, or back; answers what the server refused, if it did. */
  async practise(method: 'POST' | 'DELETE'): Promise<Told | null> {
    const response = await reach('/session/training', { method, headers: { 'x-csrf-token': await this.proof() } });
    if (!response.ok) {
      const { errors } = (await response.json()) as { errors: { extensions: { code: string; messages: { vi: string; en: string } } }[] };
      const error = errors[0];
      if (error) return { code: error.extensions.code, ...error.extensions.messages, path: [] };
    }
    keepProof(null);
    localStorage.removeItem(ACCOUNT);
    location.assign('/console/');
    return null;
  }

  /** Sign out; what was not sent stays on the device for the same account. */
  async signOut(): Promise<void> {
    try {
      await reach('/session', { method: 'DELETE', headers: { 'x-csrf-token': await this.proof() } });
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
    }
    keepProof(null);
    localStorage.removeItem(ACCOUNT);
    await this.device?.forget();
    location.assign('/console/');
  }

  private async proof(): Promise<string> {
    const response = await reach('/session');
    if (!response.ok) throw new SignedOut();
    return ((await response.json()) as { csrfToken: string }).csrfToken;
  }

  private async refresh(): Promise<void> {
    try {
      const who = await ask(WHO, {});
      if (!who.me) throw new SignedOut();
      const same = this.me?.accountId === who.me.accountId;
      const device = same && this.device ? this.device : await Device.open(who.me.accountId);
      await device.put('kept', who, 'who');
      localStorage.setItem(ACCOUNT, who.me.accountId);
      await this.enter(device, who);
      this.expired = false;
    } catch (error) {
      if (error instanceof SignedOut) this.expired = this.phase === 'in';
      else if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
    }
  }

  private async enter(device: Device, who: Who): Promise<void> {
    this.device = device;
    this.me = who.me ?? undefined;
    this.tenant = who.tenant ?? undefined;
    this.settings = who.settings;
    this.standing = who.rolloutStanding;
    // Without network a desk's screens are there if they were opened before; a cadre's always are.
    if (who.me?.roles.some(({ role }) => role !== 'cadre')) await screens.loadDesks().catch(() => undefined);
    await outbox.open(device, () => (this.expired = true));
    this.phase = 'in';
  }
}

export const session = new Session();
