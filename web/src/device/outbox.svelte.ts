/** The entries that wait on this device: kept first, sent in the order they were written, each exactly once. */
import { Refused, SignedOut, Unreachable } from '../graphql/errors';
import { dayOf } from './clock.svelte';
import type { Device } from './database';
import { deliver } from './delivering';
import { network } from './network.svelte';
import type { QueuedEntry } from './queued';
import { uuid7 } from './uuid7';

const UNDO_MS = 10_000;
const RETRY_MS = 30_000;
const LOCK = 'roviec-outbox';
const LATE = 'LOG_TOO_LATE';
const TROUBLES = new Set(['INTERNAL', 'UNAVAILABLE', 'CONFLICT', 'STORAGE_FULL', 'TENANT_RESTING']);

class Outbox {
  entries = $state.raw<QueuedEntry[]>([]);
  sending = $state.raw<{ done: number; total: number }>();
  /** Rises with each delivery, for screens that show what the server holds. */
  delivered = $state(0);
  waiting = $derived(this.entries.filter(({ state }) => state === 'waiting'));
  refused = $derived(this.entries.filter(({ state }) => state === 'refused'));

  private device: Device | undefined;
  private signedOut: () => void = () => {};
  private listening = false;
  /** That everything goes out was asked for and waits its turn. */
  private asked: Promise<void> | undefined;

  async open(device: Device, signedOut: () => void): Promise<void> {
    this.device = device;
    this.signedOut = signedOut;
    await this.load();
    const today = dayOf(new Date().toISOString());
    const old = this.entries.filter(({ state, sentAt }) => state === 'sent' && sentAt && dayOf(sentAt) < today);
    for (const { id } of old) await device.remove('outbox', id);
    this.entries = this.entries.filter((entry) => !old.includes(entry));
    this.listen();
    void this.flush();
  }

  /** Keep an entry; it goes out when it can no longer be taken back with a tap. */
  async add(entry: QueuedEntry): Promise<void> {
    const waits = entry.state === 'waiting';
    await this.keep(waits ? { ...entry, holdUntil: Date.now() + UNDO_MS } : entry);
    if (!waits) return;
    setTimeout(() => void this.flush(), UNDO_MS + 50);
    void navigator.storage?.persist?.();
  }

  /** Take an entry off the device; false when it was sent already. */
  async remove(id: string): Promise<boolean> {
    const entry = this.entries.find((one) => one.id === id);
    if (!entry || entry.state === 'sent') return false;
    await this.device?.remove('outbox', id);
    await this.load();
    return true;
  }

  async change(id: string, changes: Partial<QueuedEntry>): Promise<void> {
    const entry = this.entries.find((one) => one.id === id);
    if (entry) await this.keep({ ...entry, ...changes });
  }

  /** What a person rewrote of an entry that waits here; a work date that came too late stays. It goes out again. */
  async rewrite(id: string, changes: Partial<QueuedEntry>): Promise<void> {
    await this.load();
    const entry = this.entries.find((one) => one.id === id);
    if (!entry) return;
    const { refusal, ...kept } = entry;
    const arrived = entry.state === 'sent' ? { change: { id: uuid7(), seen: null } } : {};
    const fixed = entry.dateFixed ?? refusal?.code === LATE ? { workDate: entry.workDate } : {};
    await this.keep({ ...kept, state: 'waiting', ...arrived, ...changes, ...fixed, version: (entry.version ?? 0) + 1 });
    setTimeout(() => void this.flush(), UNDO_MS + 50);
  }

  /** Nothing may be taken back any more: everything goes out now, or as soon as what is being sent has gone. */
  sendNow(): Promise<void> {
    this.asked ??= this.sendInTurn();
    return this.asked;
  }

  private async sendInTurn(): Promise<void> {
    await navigator.locks.request(LOCK, async () => {
      this.asked = undefined;
      if (this.device) await this.sendAll(Number.POSITIVE_INFINITY);
    });
  }

  /** Send what waits and is held no longer at that time; one tab at a time. */
  async flush(at = Date.now()): Promise<void> {
    if (!this.device) return;
    await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock) await this.sendAll(at);
    });
  }

  private async sendAll(at: number): Promise<void> {
    await this.load();
    const ready = this.waiting.filter(({ holdUntil = 0 }) => holdUntil <= at);
    try {
      for (const [done, entry] of ready.entries()) {
        this.sending = { done, total: ready.length };
        const current = this.entries.find(({ id }) => id === entry.id);
        if (current?.state === 'waiting' && !(await this.sendOne(current))) return;
      }
    } finally {
      this.sending = undefined;
    }
  }

  /** Whether the next one may follow. */
  private async sendOne(entry: QueuedEntry): Promise<boolean> {
    try {
      await this.arrived(await deliver(entry, (current) => this.keepUnlessRewritten(current)));
      this.delivered += 1;
      return true;
    } catch (error) {
      if (error instanceof SignedOut) this.signedOut();
      else if (error instanceof Refused && !TROUBLES.has(error.first.code)) {
        const { code, vi, en } = error.first;
        const fixed = code === LATE ? { dateFixed: true } : {};
        if (!(await this.rewritten(entry))) await this.change(entry.id, { state: 'refused', refusal: { code, vi, en }, ...fixed });
        return true;
      } else if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
      return false;
    }
  }

  /** An entry is on the server; what was rewritten while it was under way follows as a change of it. */
  private async arrived(entry: QueuedEntry): Promise<void> {
    const newer = await this.rewritten(entry);
    await this.keep(newer ? { ...newer, change: { id: uuid7(), seen: null } } : entry);
  }

  private async keepUnlessRewritten(entry: QueuedEntry): Promise<void> {
    if (!(await this.rewritten(entry))) await this.keep(entry);
  }

  /** The newer version of an entry, if the person rewrote it meanwhile, also in another tab. */
  private async rewritten(entry: QueuedEntry): Promise<QueuedEntry | undefined> {
    const kept = await this.device?.get<QueuedEntry>('outbox', entry.id);
    return kept && (kept.version ?? 0) !== (entry.version ?? 0) ? kept : undefined;
  }

  private async keep(entry: QueuedEntry): Promise<void> {
    await this.device?.put('outbox', entry);
    this.entries = inOrder([...this.entries.filter(({ id }) => id !== entry.id), entry]);
  }

  private async load(): Promise<void> {
    this.entries = inOrder((await this.device?.all<QueuedEntry>('outbox')) ?? []);
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    addEventListener('online', () => void this.flush());
    addEventListener('visibilitychange', () => void this.sendNow());
    setInterval(() => {
      if (this.waiting.length > 0 && (network.online || navigator.onLine)) void this.flush();
    }, RETRY_MS);
  }
}

/** As they were written: ids of one device rise. */
const inOrder = (entries: QueuedEntry[]): QueuedEntry[] => entries.sort((one, other) => (one.id < other.id ? -1 : 1));

export const outbox = new Outbox();
