/** Values of a scale or setting: stored with a point, shown with a comma, both read. */

const NUMBER = /^[-−–+]?\d+(?:[.,]\d+)?$/;
const STORED = /^-?\d+(?:\.\d+)?$/;

/** 1.4 as 1,4; anything that is no number as it stands. */
export const shownValue = (stored: string): string => (STORED.test(stored) ? stored.replace('.', ',').replace('-', '−') : stored);

/** What is stored of a number as it was typed; null when it cannot be read as one. */
export function storedNumber(typed: string): string | null {
  const text = typed.trim();
  if (!NUMBER.test(text)) return null;
  return text.replace(/^\+/, '').replace(/^[−–]/, '-').replace(',', '.');
}

/** What is stored of a value that replaces another: a number where a number stood, else a word as it is. */
export function storedValue(typed: string, before: string): string | null {
  if (STORED.test(before)) return storedNumber(typed);
  const text = typed.trim();
  const number = storedNumber(text);
  return number ?? (/^[A-Za-z0-9_.+/-]+$/.test(text) ? text : null);
}
