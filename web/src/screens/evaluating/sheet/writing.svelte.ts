/** What somebody writes on a sheet: kept on the device at each keystroke, sent only when they say so. */
import { DRAFTS } from '../../../device/database';
import { readNumber } from '../../../format/numbers';
import type { FieldError } from '../../../parts/ErrorSummary.svelte';
import { session } from '../../../session/session.svelte';
import { said } from '../../../words/language.svelte';
import type { Class } from '../naming';
import { t } from '../words';
import { leaves, newest, type Role, type Sheet, writtenAfter } from './model';

interface Mark {
  score: string;
  comment: string;
}

export interface Draft {
  marks: { [code: string]: Mark };
  comment: string;
  answers: { [name: string]: string };
  proposed: Class | '';
  reason: string;
  seen: string | undefined;
}

const PAUSE_MS = 150;

export class Writing {
  draft = $state<Draft>({ marks: {}, comment: '', answers: {}, proposed: '', reason: '', seen: undefined });
  /** When the device kept it last; `false` when it could not. */
  kept = $state.raw<Date | false>();
  restored = $state(false);
  /** Somebody wrote on the sheet after this draft was begun. */
  moved = $state.raw<string>();
  errors = $state.raw<FieldError[]>([]);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly role: Role,
    private sheet: Sheet,
  ) {
    this.draft = this.fresh();
  }

  /** Take up what was kept on this device, if anything was. */
  async open(): Promise<void> {
    const kept = await session.device?.get<Draft>('kept', this.key);
    if (!kept) return;
    this.draft = kept;
    this.restored = true;
    this.compare();
  }

  /** The sheet as it stands now; what is written stays. */
  renew(sheet: Sheet): void {
    this.sheet = sheet;
    this.compare();
  }

  /** Keep what is written; called at each change. */
  change(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keep(), PAUSE_MS);
  }

  async discard(): Promise<void> {
    clearTimeout(this.timer);
    await session.device?.remove('kept', this.key);
    this.draft = this.fresh();
    [this.kept, this.restored, this.moved, this.errors] = [undefined, false, undefined, []];
  }

  /** The draft stands although the sheet moved: it is sent upon the sheet as it is now. */
  stand(): void {
    this.draft.seen = newest(this.sheet);
    this.moved = undefined;
    this.change();
  }

  /** Marks as the server takes them, or what is missing. */
  checked(needsReason: boolean): { code: string; score: string; comment: string | null }[] | null {
    const errors: FieldError[] = [];
    const marks = leaves(this.sheet).flatMap((line) => {
      const { score, comment } = this.mark(line.code);
      const value = readNumber(score);
      const told = t().writing.mark(said(line), String(Number(line.highest)));
      if (value === null || value > Number(line.highest)) {
        errors.push({ field: this.id(line.code), text: told });
        return [];
      }
      return [{ code: line.code, score: String(value), comment: comment.trim() || null }];
    });
    if (needsReason && !this.draft.reason.trim()) errors.push({ field: this.id('reason'), text: t().writing.needReason });
    this.errors = errors;
    return errors.length > 0 ? null : marks;
  }

  mark(code: string): Mark {
    return this.draft.marks[code] ?? { score: '', comment: '' };
  }

  put(code: string, change: Partial<Mark>): void {
    this.draft.marks[code] = { ...this.mark(code), ...change };
    this.change();
  }

  id(name: string): string {
    return `${this.role}-${name}`;
  }

  private get key(): string {
    return `${DRAFTS}sheet:${this.sheet.id}:${this.role}`;
  }

  private compare(): void {
    const later = this.restored || this.kept ? writtenAfter(this.sheet, this.draft.seen) : undefined;
    this.moved = later?.at;
    if (!this.restored && !this.kept) this.draft.seen = newest(this.sheet);
  }

  private async keep(): Promise<void> {
    try {
      await session.device?.put('kept', $state.snapshot(this.draft), this.key);
      this.kept = new Date();
    } catch {
      this.kept = false;
    }
  }

  private fresh(): Draft {
    const { sheet } = this;
    const own = this.role === 'own';
    const marks = leaves(sheet).map((line) => {
      const [score, comment] = own ? [line.ownScore, line.ownComment] : [line.superiorScore, line.superiorComment];
      return [line.code, { score: score === null ? '' : String(Number(score)).replace('.', ','), comment: comment ?? '' }] as const;
    });
    return {
      marks: Object.fromEntries(marks),
      comment: (own ? sheet.selfComment : sheet.superiorComment) ?? '',
      answers: Object.fromEntries(sheet.questions.map(({ name, answer }) => [name, answer ?? ''])),
      proposed: own ? '' : (sheet.superiorClass ?? ''),
      reason: '',
      seen: newest(sheet),
    };
  }
}
