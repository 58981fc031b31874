/** The task being written: every change is kept on the device; each person gets a task with an id of its own. */
import { uuid7 } from '../../../device/uuid7';
import { ask } from '../../../graphql/ask';
import { Refused, Unreachable } from '../../../graphql/errors';
import { readNumber } from '../../../format/numbers';
import { session } from '../../../session/session.svelte';
import { said, t as shell } from '../../../words/language.svelte';
import { ASSIGN } from '../documents';

const KEY = 'assigning';

export interface Item {
  id: string;
  name: string;
  note?: string;
  normMinutes: number;
  productUnit: string;
}

export interface Form {
  /** Posts and the id that the task of each will have: sending twice assigns once. */
  to: { post: string; name: string; id: string }[];
  item: Item | undefined;
  /** What is asked; empty while it is the item's own name. */
  title: string;
  quantity: string;
  due: string;
  document: string;
  note: string;
}

export interface Missed {
  name: string;
  reason: string;
}

const fresh = (): Form => ({ to: [], item: undefined, title: '', quantity: '1', due: '', document: '', note: '' });

class Assigning {
  form = $state<Form>(fresh());
  open = $state(false);

  /** What was being written when the page was left. */
  async begin(): Promise<void> {
    this.form = { ...fresh(), ...(await session.device?.get<Form>('kept', KEY)) };
    this.open = true;
  }

  keep(): void {
    void session.device?.put('kept', $state.snapshot(this.form), KEY);
  }

  toggle(post: string, name: string): void {
    const chosen = this.form.to.some((one) => one.post === post);
    this.form.to = chosen ? this.form.to.filter((one) => one.post !== post) : [...this.form.to, { post, name, id: uuid7() }];
  }

  /** Assign to one person after another; who did not get it stays in the form, with the reason. */
  async send(): Promise<{ done: number; missed: Missed[] }> {
    const { item, title, quantity, due, document, note } = this.form;
    const missed: Missed[] = [];
    const left: Form['to'] = [];
    let done = 0;
    for (const one of this.form.to) {
      try {
        const input = {
          id: one.id, appointmentId: one.post, workItemId: item?.id ?? '', title: (title.trim() || item?.name) ?? '', quantity: String(readNumber(quantity)),
          dueDate: due, note: note.trim() || null, documentNumber: document.trim() || null,
        };
        await ask(ASSIGN, { input });
        done += 1;
      } catch (error) {
        if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
        left.push(one);
        missed.push({ name: one.name, reason: error instanceof Refused ? said(error.first) : shell().errors.unreachable });
      }
    }
    if (left.length === 0) await this.forget();
    else this.form.to = left;
    return { done, missed };
  }

  private async forget(): Promise<void> {
    this.form = fresh();
    this.open = false;
    await session.device?.remove('kept', KEY);
  }
}

export const assigning = new Assigning();
