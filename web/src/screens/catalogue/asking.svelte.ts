/** One answer of the server that a screen shows: not kept on the device, as only desks look at it. */
import { SignedOut } from '../../graphql/errors';
import { session } from '../../session/session.svelte';

export class Asked<T> {
  value = $state.raw<T>();
  failure = $state.raw<Error>();
  asking = $state(false);
  private turn = 0;

  constructor(private readonly load: () => Promise<T>) {}

  /** Ask; an answer that was overtaken by a later question is thrown away. */
  async ask(): Promise<void> {
    const mine = ++this.turn;
    this.asking = true;
    try {
      const value = await this.load();
      if (mine !== this.turn) return;
      [this.value, this.failure] = [value, undefined];
    } catch (error) {
      if (mine !== this.turn) return;
      this.failure = failureOf(error);
    }
    this.asking = false;
  }
}

interface Connection<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A list read page by page, the next one added below. */
export class Listed<Node> {
  rows = $state.raw<Node[]>();
  failure = $state.raw<Error>();
  asking = $state(false);
  next = $state<string | null>(null);
  private turn = 0;

  constructor(private readonly load: (after: string | null) => Promise<Connection<Node> | null>) {}

  begin(): Promise<void> {
    return this.read(null);
  }

  more(): Promise<void> {
    return this.read(this.next);
  }

  private async read(after: string | null): Promise<void> {
    const mine = ++this.turn;
    this.asking = true;
    try {
      const page = await this.load(after);
      if (mine !== this.turn) return;
      const rows = page?.edges.map(({ node }) => node) ?? [];
      this.rows = after ? [...(this.rows ?? []), ...rows] : rows;
      this.next = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      this.failure = undefined;
    } catch (error) {
      if (mine !== this.turn) return;
      this.failure = failureOf(error);
    }
    this.asking = false;
  }
}

export function failureOf(error: unknown): Error {
  if (error instanceof SignedOut) session.expired = true;
  return error instanceof Error ? error : new Error(String(error));
}
