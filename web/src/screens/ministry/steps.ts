/** The five classes of the map: equal steps of a round width. */

const WIDTHS = [1, 2, 2.5, 5, 10];
const CLASSES = 5;

/** Four limits between five classes; fewer when the values lie close together. */
export function limits(values: number[]): number[] {
  if (values.length < 2) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return [];
  const power = 10 ** Math.floor(Math.log10((high - low) / CLASSES));
  for (const width of WIDTHS.map((one) => one * power)) {
    const first = Math.floor(low / width) + 1;
    const last = Math.ceil(high / width) - 1;
    if (last - first + 1 < CLASSES) return Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * width));
  }
  return [];
}

/** Which class a value is of, from 1. */
export const classOf = (value: number, between: number[]): number => between.filter((limit) => value >= limit).length + 1;

const tidy = (value: number): number => Number(value.toPrecision(12));
