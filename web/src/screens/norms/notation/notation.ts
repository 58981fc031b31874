/** Between what is stored (`max(0, norm * 1.4)`) and what people see (`max(0; định_mức × 1,4)`); both are read. */
import { nearest } from './nearest';
import type { Dictionary, Scope } from './names';
import { type Token, tokensOf } from './tokens';
import { FUNCTIONS, KEYWORDS, NAMED, STORED_FUNCTIONS, STORED_KEYWORDS, STORED_NAMED } from './words';

const SHOWN_SIGNS: Record<string, string> = { '*': '×', '/': '÷', ',': ';', '-': '−' };
const STORED_SIGNS: Record<string, string> = { '×': '*', '·': '*', '÷': '/', ';': ',', '−': '-', '–': '-', '≤': '<=', '≥': '>=', '≠': '!=', '“': '"', '”': '"' };

/** A word that names nothing; the suggestion is told, never taken. */
export interface Unknown {
  from: number;
  to: number;
  name: string;
  suggestion: string | undefined;
}

const dictionaryOf = ({ role, below }: Token, scope: Scope): Dictionary => (role === 'table' ? scope.tables : below ? scope.below : scope.here);

function shownToken(token: Token, scope: Scope): string {
  if (token.kind === 'number') return token.text.replace('.', ',');
  if (token.kind === 'sign') return SHOWN_SIGNS[token.text] ?? token.text;
  if (token.kind !== 'word') return token.text;
  if (token.role === 'function') return FUNCTIONS[token.text] ?? token.text;
  if (token.role === 'named') return NAMED[token.text] ?? token.text;
  return KEYWORDS[token.text] ?? dictionaryOf(token, scope).shown(token.text);
}

export const toShown = (stored: string, scope: Scope): string =>
  tokensOf(stored, 'stored')
    .map((token) => shownToken(token, scope))
    .join('');

function storedWord(token: Token, scope: Scope): string | undefined {
  const word = token.text.normalize('NFC');
  if (token.role === 'function') return STORED_FUNCTIONS.get(word);
  if (token.role === 'named') return STORED_NAMED.get(word);
  return (token.role === 'value' ? STORED_KEYWORDS.get(word) : undefined) ?? dictionaryOf(token, scope).stored(word);
}

function storedToken(token: Token, scope: Scope): string {
  if (token.kind === 'number') return token.text.replace(',', '.');
  if (token.kind === 'sign') return STORED_SIGNS[token.text] ?? token.text;
  if (token.kind === 'text') return token.text.replace(/[“”]/g, '"');
  return token.kind === 'word' ? (storedWord(token, scope) ?? folded(token.text)) : token.text;
}

/** What is stored of a formula as it was written; a word that names nothing stays, without its diacritics. */
export const toStored = (shown: string, scope: Scope): string =>
  tokensOf(shown, 'shown')
    .map((token) => storedToken(token, scope))
    .join('')
    .trim();

/** The words of a formula as it was written that name nothing. */
export function unknownIn(shown: string, scope: Scope): Unknown[] {
  return tokensOf(shown, 'shown')
    .filter((token) => token.kind === 'word' && storedWord(token, scope) === undefined)
    .map((token) => ({
      from: token.from,
      to: token.from + token.text.length,
      name: token.text,
      suggestion: nearest(token.text, token.role === 'named' ? Object.values(NAMED) : dictionaryOf(token, scope).words),
    }));
}

/** Where a character of the stored text is seen: its piece, from and to. */
export function seenAt(stored: string, offset: number, scope: Scope): { from: number; to: number } {
  let from = 0;
  for (const token of tokensOf(stored, 'stored')) {
    const length = shownToken(token, scope).length;
    if (offset < token.from + token.text.length) return { from, to: from + length };
    from += length;
  }
  return { from: Math.max(0, from - 1), to: from };
}

const folded = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
