/** The word somebody probably meant: the same without diacritics, or a letter or two away. */
import { fold } from '../../../search/folding';

const FARTHEST = 2;

export function nearest(word: string, known: string[]): string | undefined {
  const wanted = fold(word);
  const most = Math.min(FARTHEST, Math.floor(wanted.length / 2));
  let best: { word: string; distance: number } | undefined;
  for (const one of known) {
    const distance = distanceOf(wanted, fold(one));
    if (distance <= most && (!best || distance < best.distance)) best = { word: one, distance };
  }
  return best?.word;
}

/** How many letters have to be changed, added or taken away. */
function distanceOf(one: string, other: string): number {
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      line.push(Math.min((last[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same));
    }
    last = line;
  }
  return last[other.length] ?? 0;
}
