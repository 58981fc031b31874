/** An answer of the server that the device keeps: shown at once, renewed when the server can be reached. */
import { session } from '../session/session.svelte';
import { SignedOut } from '../graphql/errors';

interface Record<T> {
  value: T;
  at: string;
}

export class Kept<T> {
  value = $state.raw<T>();
  at = $state.raw<string>();
  failure = $state.raw<Error>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly load: () => Promise<T>,
  ) {}

  /** Show what is kept, then renew it unless it is younger than `freshFor` milliseconds. */
  async open(freshFor = 0): Promise<void> {
    if (this.value === undefined) {
      const record = await session.device?.get<Record<T>>('kept', this.name);
      if (record) {
        this.value = record.value;
        this.at = record.at;
      }
    }
    if (!this.at || Date.now() - Date.parse(this.at) >= freshFor) await this.renew();
  }

  /** Ask the server; what is shown stays if it does not answer. */
  renew(): Promise<void> {
    this.running ??= this.ask().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Ask the server after something was changed: an answer under way may be of the time before. */
  async renewAfterChange(): Promise<void> {
    await this.running;
    await this.renew();
  }

  private async ask(): Promise<void> {
    try {
      const value = await this.load();
      const at = new Date().toISOString();
      await session.device?.put('kept', { value, at }, this.name);
      [this.value, this.at, this.failure] = [value, at, undefined];
    } catch (error) {
      if (error instanceof SignedOut) session.expired = true;
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }
}
