/** The list of people who change class as a file for a spreadsheet: semicolons and decimal commas, as here. */
import type { Mover } from '../kinds';

const MARK = '\ufeff'; // tells a spreadsheet that the text is UTF-8

const cell = (value: string): string => (/^[=+@\t]/.test(value) ? `"'${value}"` : `"${value.replaceAll('"', '""')}"`);
const number = (value: string | null): string => (value ?? '').replace('.', ',');

export function sheetOf(movers: Mover[], head: string[]): Blob {
  const lines = movers.map((one) => [
    one.fullName, one.unit?.name ?? '', number(one.beforeTotal), number(one.afterTotal), one.beforeRating ?? '', one.afterRating ?? '',
    one.reasons.map(({ vi }) => vi.replaceAll(' → ', ' thành ')).join('; '),
  ]);
  const text = [head, ...lines].map((line) => line.map(cell).join(';')).join('\r\n');
  return new Blob([MARK, text], { type: 'text/csv;charset=utf-8' });
}
