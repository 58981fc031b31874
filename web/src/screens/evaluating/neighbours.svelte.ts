/** The list somebody came from, so that the next sheet is one step away. */

class Neighbours {
  ids = $state.raw<string[]>([]);

  /** Where a sheet stands in the list: its place from 1, and those before and after it. */
  of(id: string): { at: number; all: number; before: string | undefined; after: string | undefined } | undefined {
    const index = this.ids.indexOf(id);
    if (index < 0) return undefined;
    return { at: index + 1, all: this.ids.length, before: this.ids[index - 1], after: this.ids[index + 1] };
  }
}

export const neighbours = new Neighbours();
