/** Numbers as people write them here: decimal comma, a true minus sign, no rounding up across a class. */

const MINUS = '−';
const THRESHOLDS = [50, 70, 90];
const formats = new Map<string, Intl.NumberFormat>();

function format(least: number, most: number): Intl.NumberFormat {
  const key = `${least}-${most}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: least, maximumFractionDigits: most });
    formats.set(key, found);
  }
  return found;
}

const shown = (value: number, least: number, most: number): string => format(least, most).format(value).replace('-', MINUS);

/** A count or quantity: no more decimals than it has. */
export const quantity = (value: number | string): string => shown(Number(value), 0, 2);

/** Hours of so many minutes, two decimals. */
export const hours = (minutes: number): string => shown(minutes / 60, 2, 2);

/** Hours of so many minutes, one decimal: what is planned is no more exact. */
export const roughHours = (minutes: number): string => shown(minutes / 60, 1, 1);

/** A share of one as percent, two decimals at most. */
export const percent = (share: number): string => `${shown(share * 100, 0, 2)}%`;

/** Points with two decimals, or as many as it takes to see that a threshold was not reached. */
export function points(value: number | string): string {
  const exact = Number(value);
  for (let digits = 2; digits < 8; digits += 1) {
    const rounded = Number(exact.toFixed(digits));
    if (!THRESHOLDS.some((limit) => exact < limit && rounded >= limit)) return shown(exact, 2, digits === 2 ? 2 : digits);
  }
  return shown(exact, 2, 12);
}

/** A size in megabytes. */
export const megabytes = (bytes: number): string => `${shown(bytes / 1e6, 0, 1)} MB`;

/** What was typed as a number, comma or point for the decimals, thousands points allowed; null when it is none. */
export function readNumber(typed: string): number | null {
  const text = typed.trim().replace(/\s/g, '');
  const plain = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(text) ? text.replaceAll('.', '') : text;
  const value = plain.replace(',', '.');
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** A rate in per cent, one decimal always: 15,9% */
export const rate = (perCent: number): string => `${shown(perCent, 1, 1)}%`;
