/** What every form of this area does: send once, and put each refusal at the field it belongs to. */
import { ask } from '../../graphql/ask';
import { Refused, type Told, Unreachable } from '../../graphql/errors';
import type { FieldError } from '../../parts/ErrorSummary.svelte';
import { said, t } from '../../words/language.svelte';

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The field a refusal names: the last name of its path that the form knows, else its first field. */
export function fieldOf(told: Told, fields: readonly string[], aliases: Readonly<Record<string, string>> = {}): string {
  for (const name of told.path.toReversed().map(camel)) {
    const known = aliases[name] ?? name;
    if (fields.includes(known)) return known;
  }
  return fields[0] ?? '';
}

export class Form {
  busy = $state(false);
  errors = $state.raw<FieldError[]>([]);

  /** `prefix` keeps ids of two forms apart; `aliases` are fields the server calls otherwise. */
  constructor(readonly prefix: string, readonly fields: readonly string[], readonly aliases: Readonly<Record<string, string>> = {}) {}

  id = (field: string): string => `${this.prefix}-${field}`;

  errorOf = (field: string): string | undefined => this.errors.find((error) => error.field === this.id(field))?.text;

  /** Note what is missing; true if nothing is. */
  complete(wanted: Record<string, [given: unknown, text: string]>): boolean {
    this.errors = Object.entries(wanted).filter(([, [given]]) => !given).map(([field, [, text]]) => ({ field: this.id(field), text }));
    return this.errors.length === 0;
  }

  /** Do something once; a refusal stays at its field, and whatever was typed stays typed. */
  async send<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.errors = [];
    try {
      return await act();
    } catch (error) {
      if (error instanceof Refused) this.errors = error.told.map((told) => ({ field: this.id(fieldOf(told, this.fields, this.aliases)), text: said(told) }));
      else if (error instanceof Unreachable) this.errors = [{ field: this.id(this.fields[0] ?? ''), text: `${t().errors.unreachable} ${t().errors.safe}` }];
      else throw error;
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** Ask the server to change something; true if it did. */
  async change<Result, Variables>(document: Parameters<typeof ask<Result, Variables>>[0], variables: Variables): Promise<Result | undefined> {
    return this.send(() => ask(document, variables));
  }
}
