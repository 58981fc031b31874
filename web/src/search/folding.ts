/** Search without diacritics: one folded letter for each letter, so places in the folded text are places in the text. */

/** Lower case without tones and marks; đ is d. The text is first composed (NFC), so its length is kept. */
export function fold(text: string): string {
  return [...text.normalize('NFC')].map(foldLetter).join('');
}

function foldLetter(letter: string): string {
  const base = letter.normalize('NFD').charAt(0).toLowerCase();
  return base === 'đ' ? 'd' : base;
}

export interface Part {
  text: string;
  hit: boolean;
}

/** A name cut into parts that match the words and parts between them. */
export function marked(name: string, words: string): Part[] {
  const text = name.normalize('NFC');
  const hits = new Array<boolean>(text.length).fill(false);
  const folded = fold(text);
  const phrase = fold(words).trim().replace(/\s+/g, ' ');
  const wanted = folded.includes(phrase) ? [phrase] : phrase.split(' ');
  for (const word of wanted.filter(Boolean)) {
    const at = placeOf(folded, word);
    if (at >= 0) hits.fill(true, at, at + word.length);
  }
  const parts: Part[] = [];
  for (const [index, letter] of [...text].entries()) {
    const hit = hits[index] ?? false;
    const last = parts.at(-1);
    if (last?.hit === hit) last.text += letter;
    else parts.push({ text: letter, hit });
  }
  return parts;
}

/** Where a word stands: at the beginning of one if possible. */
function placeOf(folded: string, word: string): number {
  if (folded.startsWith(word)) return 0;
  const begins = folded.indexOf(` ${word}`);
  return begins >= 0 ? begins + 1 : folded.indexOf(word);
}

/** How well a folded text fits the words: 0 not at all, more the better. */
export function fit(folded: string, words: string): number {
  const wanted = fold(words).trim().split(/\s+/).filter(Boolean);
  if (wanted.length === 0 || !wanted.every((word) => folded.includes(word))) return 0;
  const phrase = wanted.join(' ');
  const begins = wanted.filter((word) => ` ${folded}`.includes(` ${word}`)).length;
  return 1 + begins + (folded.includes(phrase) ? 4 : 0) + (folded.startsWith(phrase) ? 4 : 0);
}
