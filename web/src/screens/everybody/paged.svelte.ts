/** A list that is read page by page: what was read stays when the next page fails. */

interface Page<T> {
  edges: { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export class Paged<T> {
  rows = $state.raw<T[]>();
  more = $state(false);
  failure = $state.raw<Error>();
  private after: string | null = null;

  constructor(private readonly load: (after: string | null) => Promise<Page<T> | null>) {}

  /** Read the next page, or the first again. */
  async read(again = false): Promise<void> {
    try {
      const page = await this.load(again ? null : this.after);
      const nodes = page?.edges.map(({ node }) => node) ?? [];
      this.rows = again ? nodes : [...(this.rows ?? []), ...nodes];
      this.more = page?.pageInfo.hasNextPage ?? false;
      this.after = page?.pageInfo.endCursor ?? null;
      this.failure = undefined;
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }
}
