/** A list found by words as they are typed, read page by page; only the newest question counts. */

interface Page<T> {
  edges: { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const PAUSE_MS = 250;

export class Searched<T> {
  typed = $state('');
  /** What was asked last, once typing paused. */
  words = $state('');
  rows = $state.raw<T[]>();
  next = $state<string | null>(null);
  failure = $state.raw<Error>();
  private turn = 0;

  /** Made while a component begins: it asks at once, and again whenever the words or what `load` depends on change. */
  constructor(private readonly load: (words: string | null, after: string | null) => Promise<Page<T> | null | undefined>) {
    $effect(() => {
      const wanted = this.typed;
      const timer = setTimeout(() => (this.words = wanted), PAUSE_MS);
      return () => clearTimeout(timer);
    });
    $effect(() => void this.read());
  }

  read = async (after: string | null = null): Promise<void> => {
    const mine = ++this.turn;
    const asked = this.load(this.words.trim() || null, after);
    this.failure = undefined;
    try {
      const page = await asked;
      if (mine !== this.turn) return;
      const lines = page?.edges.map(({ node }) => node) ?? [];
      this.rows = after ? [...(this.rows ?? []), ...lines] : lines;
      this.next = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } catch (error) {
      if (mine === this.turn) this.failure = error as Error;
    }
  };
}
