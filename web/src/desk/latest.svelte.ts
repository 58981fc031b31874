/** The last answer to a question that is asked again and again; an older answer never replaces a newer one. */

export class Latest<Answer> {
  value = $state.raw<Answer>();
  error = $state.raw<Error>();
  /** An answer is awaited; what stands here meanwhile is the one before. */
  busy = $state(false);
  private turn = 0;

  async ask(question: () => Promise<Answer>): Promise<void> {
    const mine = ++this.turn;
    this.busy = true;
    try {
      const answer = await question();
      if (mine !== this.turn) return;
      this.value = answer;
      this.error = undefined;
    } catch (error) {
      if (mine !== this.turn) return;
      this.error = error instanceof Error ? error : new Error(String(error));
    }
    this.busy = false;
  }

  /** Nothing is asked any more, and nothing stands here. */
  clear(): void {
    this.turn += 1;
    this.value = undefined;
    this.error = undefined;
    this.busy = false;
  }
}
