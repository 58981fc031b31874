/** A formula in pieces, each with its place and what it is for. */
import { AGGREGATES, SOMETIMES, STORED_FUNCTIONS } from './words';

export type Form = 'stored' | 'shown';
export type Kind = 'space' | 'text' | 'number' | 'word' | 'sign';
export type Role = 'function' | 'table' | 'named' | 'value';

export interface Token {
  kind: Kind;
  text: string;
  from: number;
  /** Of a word: what it stands for, and whether it names something of the level below. */
  role?: Role;
  below?: boolean;
}

const PIECES: Record<Form, RegExp> = {
  stored: /(?<space>\s+)|(?<text>"[^"]*"?|'[^']*'?)|(?<number>\d+(?:\.\d+)?)|(?<word>[\p{L}_][\p{L}\p{M}\p{N}_]*)|(?<sign>==|!=|<=|>=|[^\s])/gu,
  // between two digits a comma is the decimal sign; anything else separates
  shown: /(?<space>\s+)|(?<text>"[^"]*"?|'[^']*'?)|(?<number>\d+(?:[.,]\d+)?)|(?<word>[\p{L}_][\p{L}\p{M}\p{N}_]*)|(?<sign>==|!=|<=|>=|[^\s])/gu,
};
const SEPARATORS = new Set([',', ';']);

export function tokensOf(text: string, form: Form): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(PIECES[form])) {
    const [kind] = Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? ['sign'];
    tokens.push({ kind: kind as Kind, text: found[0], from: found.index });
  }
  assignRoles(tokens.filter(({ kind }) => kind !== 'space'));
  return tokens;
}

/** Tell functions, scales, named arguments and values apart, and what lies within a sum over the level below. */
function assignRoles(tokens: Token[]): void {
  const open: boolean[] = [];
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1]?.text;
    if (token.kind === 'word') {
      token.role = next === '(' && STORED_FUNCTIONS.has(token.text) ? 'function' : next === '[' ? 'table' : next === '=' ? 'named' : 'value';
      token.below = open.includes(true);
    } else if (token.text === '(' || token.text === '[') {
      open.push(token.text === '(' && aggregates(tokens, at));
    } else if (token.text === ')' || token.text === ']') {
      open.pop();
    }
  }
}

function aggregates(tokens: Token[], bracket: number): boolean {
  const before = tokens[bracket - 1];
  const name = before?.kind === 'word' ? STORED_FUNCTIONS.get(before.text) : undefined;
  return name !== undefined && (AGGREGATES.has(name) || (SOMETIMES.has(name) && plainArguments(tokens, bracket) === 1));
}

/** How many arguments without a name stand between a bracket and the one that closes it. */
function plainArguments(tokens: Token[], bracket: number): number {
  let depth = 0;
  let count = 1;
  let named = 0;
  for (let at = bracket; at < tokens.length; at += 1) {
    const text = tokens[at]?.text ?? '';
    if (text === '(' || text === '[') depth += 1;
    else if (text === ')' || text === ']') depth -= 1;
    else if (depth === 1 && SEPARATORS.has(text)) count += 1;
    else if (depth === 1 && text === '=') named += 1;
    if (depth === 0) break;
  }
  return count - named;
}
