/** The device's clock beside the server's: both are kept, and the work date follows the server's. */

const KEY = 'roviec-clock';
const NOTABLE = 2 * 60_000;
const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

class Clock {
  /** Milliseconds the device is behind the server; negative when it is ahead. */
  behind = $state(Number(localStorage.getItem(KEY) ?? 0));

  /** Minutes worth telling about; 0 while the clocks agree. */
  get skew(): number {
    return Math.abs(this.behind) > NOTABLE ? Math.round(this.behind / 60_000) : 0;
  }

  /** The instant as the server would tell it. */
  now(): Date {
    return new Date(Date.now() + this.behind);
  }

  /** Today in Vietnam, ISO. */
  today(): string {
    return DAY.format(this.now());
  }

  /** Learn from a response's date, which has whole seconds. */
  compare(date: string | null, asked: number, answered: number): void {
    const told = date ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(told)) return;
    this.behind = told + 500 - (asked + answered) / 2;
    localStorage.setItem(KEY, String(Math.round(this.behind)));
  }
}

export const clock = new Clock();

/** The Vietnamese calendar day of an instant, ISO. */
export function dayOf(instant: string): string {
  return DAY.format(new Date(instant));
}
