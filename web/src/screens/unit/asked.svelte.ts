/** An answer of the server on a screen: asked anew when what it depends on changes, the old one stays until the new. */

export class Asked<T> {
  value = $state.raw<T>();
  failure = $state.raw<Error>();
  private turn = $state(0);

  /** `load` is asked again whenever what it reads before its first wait changes; made while a screen begins. */
  constructor(load: () => Promise<T>) {
    $effect(() => {
      void this.turn;
      let live = true;
      load().then(
        (value) => {
          if (!live) return;
          this.value = value;
          this.failure = undefined;
        },
        (error: unknown) => {
          if (live) this.failure = error instanceof Error ? error : new Error(String(error));
        },
      );
      return () => {
        live = false;
      };
    });
  }

  again = (): void => {
    this.turn += 1;
  };
}
