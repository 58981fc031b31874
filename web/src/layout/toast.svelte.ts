/** One short message with a way to take the act back; also read out. */

interface Message {
  text: string;
  undo?: () => void;
}

const SHOWN_MS = 10_000;

class Toasts {
  message = $state.raw<Message>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, undo?: () => void): void {
    clearTimeout(this.timer);
    this.message = undo ? { text, undo } : { text };
    this.timer = setTimeout(() => (this.message = undefined), SHOWN_MS);
  }
}

export const toasts = new Toasts();
