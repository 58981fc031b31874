/** The whole text of a package while somebody writes in it: kept on the device at each keystroke, saved when asked. */
import { ask } from '../../../graphql/ask';
import { Refused, SignedOut, Unreachable } from '../../../graphql/errors';
import type { ResultOf } from '../../../graphql/tada';
import { session } from '../../../session/session.svelte';
import { said } from '../../../words/language.svelte';
import { LOOK_OVER, REWRITE, TEXTS } from '../documents';

const CHECK_MS = 400;

export type Texts = NonNullable<ResultOf<typeof TEXTS>['normDesk']>;
type Found = NonNullable<ResultOf<typeof LOOK_OVER>['normTextCheck']>;
interface OnDevice {
  hash: string;
  text: string;
}
export type Phase = 'rest' | 'typing' | 'saving' | 'saved' | 'waiting' | 'conflict' | 'refused';

export class Whole {
  kept = $state.raw<Texts>();
  failure = $state.raw<Error>();
  refusal = $state('');
  problems = $state.raw<Found['problems']>([]);
  phase = $state<Phase>('rest');
  savedAt = $state<string>();
  /** What stands in the field. */
  text = $state('');
  /** Grows when the text changed other than by typing. */
  turn = $state(0);
  private hash = '';
  private checks = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly id: string) {}

  /** What can be written: the document, or the changes to a national package. */
  get stored(): string {
    return (this.kept?.own ? this.kept.document : this.kept?.override) ?? '';
  }

  get editable(): boolean {
    return this.kept?.package.status === 'DRAFT' && session.may('norm:draft');
  }

  get changed(): boolean {
    return this.text !== this.stored;
  }

  async open(): Promise<void> {
    this.failure = undefined;
    try {
      await this.read();
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      return;
    }
    const typed = this.editable ? await session.device?.get<OnDevice>('kept', this.place) : undefined;
    if (typed && typed.text !== this.stored) {
      this.text = typed.text;
      this.phase = typed.hash === this.hash ? 'typing' : 'conflict';
    }
    this.turn += 1;
    await this.check();
  }

  type(text: string): void {
    this.text = text;
    if (this.phase !== 'conflict') this.phase = 'typing';
    void session.device?.put('kept', { hash: this.hash, text } satisfies OnDevice, this.place);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), CHECK_MS);
  }

  /** Write the text into the draft, unless somebody else has changed it since it was read. */
  async save(): Promise<void> {
    const kept = this.kept;
    if (!kept || !this.editable || this.phase === 'saving' || this.phase === 'conflict') return;
    await this.write(kept.own ? { document: this.text } : { base: kept.package.baseName, override: this.text });
  }

  /** Make the package, changes and all, one document of the province's own. */
  async own(): Promise<void> {
    if (this.kept && !this.changed) await this.write({ document: this.kept.whole });
  }

  /** In a conflict: lay what stands here over what somebody else saved. */
  async keepMine(): Promise<void> {
    const mine = this.text;
    await this.read();
    this.text = mine;
    this.phase = 'typing';
    await this.save();
  }

  async dropMine(): Promise<void> {
    await session.device?.remove('kept', this.place);
    await this.read();
    this.phase = 'rest';
    this.turn += 1;
    await this.check();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private get place(): string {
    return `norm-text-${this.id}`;
  }

  private async read(): Promise<void> {
    const { normDesk } = await ask(TEXTS, { id: this.id });
    if (!normDesk) throw new Unreachable();
    this.kept = normDesk;
    this.hash = normDesk.keptHash;
    this.text = this.stored;
  }

  private async write(text: { document: string } | { base: string | null; override: string }): Promise<void> {
    const sent = this.text;
    this.phase = 'saving';
    try {
      const { editNormPackage } = await ask(REWRITE, { input: { id: this.id, hash: this.hash, ...text } });
      this.savedAt = editNormPackage?.editedAt ?? undefined;
      const typedSince = this.text === sent ? undefined : this.text;
      await session.device?.remove('kept', this.place);
      await this.read();
      this.phase = 'saved';
      this.refusal = '';
      if (typedSince !== undefined) this.type(typedSince);
      else if ('document' in text) this.turn += 1;
      await this.check();
    } catch (error) {
      if (error instanceof Refused && error.first.code === 'NORM_DRAFT_CHANGED') this.phase = 'conflict';
      else if (error instanceof Refused) {
        this.refusal = said(error.first);
        this.phase = 'refused';
      } else if (error instanceof Unreachable || error instanceof SignedOut) {
        if (error instanceof SignedOut) session.expired = true;
        this.phase = 'waiting';
      } else throw error;
    }
  }

  /** Have the text looked over; without network what was found last stays. */
  private async check(): Promise<void> {
    const mine = ++this.checks;
    try {
      const { normTextCheck } = await ask(LOOK_OVER, { id: this.id, text: this.text });
      if (mine === this.checks) this.problems = normTextCheck?.problems ?? [];
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut || error instanceof Refused)) throw error;
    }
  }
}
