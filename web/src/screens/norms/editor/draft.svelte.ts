/** A package being edited: each keystroke is kept on the device, checked by the server, and saved by itself. */
import { ask } from '../../../graphql/ask';
import { Refused, SignedOut, Unreachable } from '../../../graphql/errors';
import { session } from '../../../session/session.svelte';
import { DESK, KEEP } from '../documents';
import { attempt } from '../acting';
import { type Change, type Desk, keyOf } from '../kinds';
import { t } from '../words';

const CHECK_MS = 350;
const SAVE_MS = 1500;

/** One changed value: as it was typed, and as it is stored; null while it cannot be read. */
export interface Edit {
  path: string[];
  typed: string;
  text: string | null;
  /** The stored text cannot say all that was typed, such as a name nobody knows: it stays on the device. */
  partial?: boolean;
}
type Edits = Record<string, Edit>;
interface OnDevice {
  hash: string;
  edits: Edits;
}

export type Phase = 'rest' | 'typing' | 'saving' | 'saved' | 'waiting' | 'conflict' | 'refused';

export class Draft {
  desk = $state.raw<Desk>();
  failure = $state.raw<Error>();
  refusal = $state.raw<Refused>();
  edits = $state.raw<Edits>({});
  phase = $state<Phase>('rest');
  savedAt = $state<string>();
  /** Counts what was saved: the lab looks again. */
  saves = $state(0);
  /** In a conflict: what stands at the server now. */
  theirs = $state.raw<Desk>();
  private hash = '';
  private turn = 0;
  /** A save is on its way: another waits for it, since it needs the hash that comes back. */
  private sending = false;
  private timers: Partial<Record<'check' | 'save', ReturnType<typeof setTimeout>>> = {};

  constructor(readonly id: string) {}

  get editable(): boolean {
    return this.desk?.package.status === 'DRAFT' && session.may('norm:draft');
  }

  get keptHash(): string {
    return this.hash;
  }

  /** Nothing is typed that the server does not have. */
  get settled(): boolean {
    return Object.keys(this.edits).length === 0;
  }

  async open(): Promise<void> {
    this.failure = undefined;
    const kept = await session.device?.get<OnDevice>('kept', this.place);
    this.edits = kept?.edits ?? {};
    try {
      this.desk = await this.look();
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      return;
    }
    this.hash = kept?.hash ?? this.desk.keptHash;
    if (!this.settled && this.hash !== this.desk.keptHash) await this.conflict();
    else if (!this.settled) this.later('save');
  }

  /** A value was typed. */
  change(path: string[], typed: string, text: string | null, partial = false): void {
    this.edits = { ...this.edits, [keyOf(path)]: { path, typed, text, partial } };
    void this.remember();
    if (this.phase !== 'conflict') this.phase = 'typing';
    this.later('check');
    this.later('save');
  }

  /** What was typed at a place, if it is not saved yet. */
  typed(path: string[]): Edit | undefined {
    return this.edits[keyOf(path)];
  }

  /** Lay what was typed here over what somebody else saved. */
  async keepMine(): Promise<void> {
    this.hash = this.theirs?.keptHash ?? this.hash;
    this.theirs = undefined;
    this.phase = 'typing';
    await this.remember();
    await this.save();
  }

  async dropMine(): Promise<void> {
    this.edits = {};
    this.theirs = undefined;
    this.phase = 'rest';
    await session.device?.remove('kept', this.place);
    this.desk = await this.look();
    this.hash = this.desk.keptHash;
    this.saves += 1;
  }

  /** The package as it would be with further changes; nothing is kept. */
  async foresee(changes: Change[]): Promise<Desk | undefined> {
    return (await ask(DESK, { id: this.id, edits: [...readable(this.edits), ...changes] })).normDesk ?? undefined;
  }

  /** Add, remove, move or name parts, after what was typed is saved; the refusal in words, if there is one. */
  async restructure(changes: Change[]): Promise<string | undefined> {
    await this.save();
    if (this.phase === 'conflict' || readable(this.edits).length > 0) return t().editor.refused;
    return attempt(async () => {
      const { editNormParts } = await ask(KEEP, { input: { id: this.id, hash: this.hash, edits: changes } });
      this.hash = editNormParts?.hash ?? this.hash;
      this.savedAt = editNormParts?.editedAt ?? undefined;
      const gone = changes.filter(({ act }) => act === 'REMOVE').map(({ path }) => keyOf(path));
      this.edits = Object.fromEntries(Object.entries(this.edits).filter(([key]) => !gone.some((one) => key === one || key.startsWith(`${one} `))));
      await this.remember();
      this.phase = readable(this.edits).length > 0 ? 'typing' : 'saved';
      this.desk = await this.look();
      this.saves += 1;
    });
  }

  /** Leave the page: what was typed is on the device, and saved if there is still time. */
  close(): void {
    clearTimeout(this.timers.check);
    if (this.timers.save && this.phase === 'typing') void this.save();
    clearTimeout(this.timers.save);
  }

  async save(): Promise<void> {
    const sent = this.edits;
    const edits = readable(sent);
    if (edits.length === 0 || this.phase === 'conflict') return;
    if (this.sending) return this.later('save');
    this.sending = true;
    this.phase = 'saving';
    try {
      const { editNormParts } = await ask(KEEP, { input: { id: this.id, hash: this.hash, edits } });
      this.hash = editNormParts?.hash ?? this.hash;
      this.savedAt = editNormParts?.editedAt ?? undefined;
      this.edits = Object.fromEntries(Object.entries(this.edits).filter(([key, edit]) => edit !== sent[key] || edit.text === null || edit.partial));
      await this.remember();
      this.phase = readable(this.edits).length > 0 ? 'typing' : 'saved';
      this.refusal = undefined;
      await this.check();
      this.saves += 1;
    } catch (error) {
      await this.notSaved(error);
    } finally {
      this.sending = false;
    }
  }

  private get place(): string {
    return `norm-${this.id}`;
  }

  private async notSaved(error: unknown): Promise<void> {
    if (error instanceof Refused && error.first.code === 'NORM_DRAFT_CHANGED') {
      await this.conflict();
    } else if (error instanceof Refused) {
      this.refusal = error;
      this.phase = 'refused';
    } else if (error instanceof Unreachable || error instanceof SignedOut) {
      if (error instanceof SignedOut) session.expired = true;
      this.phase = 'waiting';
      this.later('save', SAVE_MS * 6);
    } else {
      throw error;
    }
  }

  private async conflict(): Promise<void> {
    this.phase = 'conflict';
    this.theirs = (await ask(DESK, { id: this.id, edits: [] })).normDesk ?? undefined;
    this.desk = await this.look();
    // a save that arrived although its answer was lost
    if (this.desk.hash === this.theirs?.keptHash && Object.values(this.edits).every(({ text }) => text !== null)) await this.dropMine();
  }

  private later(what: 'check' | 'save', after = what === 'check' ? CHECK_MS : SAVE_MS): void {
    clearTimeout(this.timers[what]);
    this.timers[what] = setTimeout(() => void (what === 'check' ? this.check() : this.save()), after);
  }

  /** Have the text as it would be looked over; without network what was found last stays. */
  private async check(): Promise<void> {
    const mine = ++this.turn;
    try {
      const desk = await this.look();
      if (mine === this.turn) this.desk = desk;
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
    }
  }

  private async look(): Promise<Desk> {
    const { normDesk } = await ask(DESK, { id: this.id, edits: readable(this.edits) });
    if (!normDesk) throw new Unreachable();
    return normDesk;
  }

  private async remember(): Promise<void> {
    if (this.settled) await session.device?.remove('kept', this.place);
    else await session.device?.put('kept', { hash: this.hash, edits: this.edits } satisfies OnDevice, this.place);
  }
}

const readable = (edits: Edits): { path: string[]; text: string }[] =>
  Object.values(edits).flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
