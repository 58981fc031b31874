/** CodeMirror as a field for one formula: highlighting, completion of names, marked problems. */
import { autocompletion, type Completion, type CompletionContext, completionKeymap, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { fold } from '../../../search/folding';
import type { Scope } from '../notation/names';
import { FUNCTIONS, KEYWORDS, NAMED, STORED_FUNCTIONS, STORED_KEYWORDS } from '../notation/words';

export interface Mark {
  from: number;
  to: number;
  message: string;
}

interface Field {
  /** An open shadow root: styles made by the editor are adopted there, which the policy of the pages allows. */
  root: ShadowRoot;
  text: string;
  label: string;
  described: string;
  scope: () => Scope;
  onchange: (text: string) => void;
}

const LANGUAGE = StreamLanguage.define<null>({
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"[^"]*"?/)) return 'string';
    if (stream.match(/^\d+(?:[.,]\d+)?/)) return 'number';
    const word = stream.match(/^[\p{L}_][\p{L}\p{M}\p{N}_]*/u);
    if (Array.isArray(word)) {
      if (STORED_KEYWORDS.has(word[0])) return 'keyword';
      if (stream.peek() === '[' || (stream.peek() === '(' && STORED_FUNCTIONS.has(word[0]))) return 'variableName.special';
      return 'variableName';
    }
    stream.next();
    return 'operator';
  },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.special(tags.variableName), color: 'var(--pri)', fontWeight: '600' },
  { tag: tags.keyword, color: 'var(--wait)', fontWeight: '600' },
  { tag: tags.number, color: 'var(--warn)' },
  { tag: tags.string, color: 'var(--ok)' },
]);

// The first editor brings its font along, after it is painted.
requestAnimationFrame(() => void import('../../../fonts/formula.css'));

const LOOK = EditorView.theme({
  '&': { color: 'var(--ink)', background: 'var(--paper)', border: '1px solid var(--line-s)', borderRadius: '6px', fontSize: '14px' },
  '&.cm-focused': { outline: '2px solid var(--focus)', boxShadow: '0 0 0 4px var(--halo)' },
  '.cm-content': { fontFamily: '"JetBrains Mono", ui-monospace, "DejaVu Sans Mono", monospace', lineHeight: '22px', padding: '7px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-tooltip': { background: 'var(--sheet)', color: 'var(--ink)', border: '1px solid var(--line-s)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--pri-t)', color: 'var(--pri)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '4px' },
});

export function openField({ root, text, label, described, scope, onchange }: Field): EditorView {
  const state = EditorState.create({
    doc: text,
    extensions: [
      history(),
      keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      LANGUAGE,
      syntaxHighlighting(COLOURS),
      LOOK,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-description': described, lang: 'vi', spellcheck: 'false' }),
      autocompletion({ override: [(context) => complete(context, scope())], icons: false }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onchange(update.state.doc.toString());
      }),
    ],
  });
  return new EditorView({ state, parent: root, root });
}

/** Underline problems and tell them on the spot; the same words stand below the field. */
export function mark(view: EditorView, marks: Mark[]): void {
  const end = view.state.doc.length;
  const found = marks.map(({ from, to, message }): Diagnostic => ({ from: Math.min(from, end), to: Math.min(to, end), message, severity: 'error' }));
  view.dispatch(setDiagnostics(view.state, found));
}

/** Replace the text, when it was changed elsewhere. */
export const replaceText = (view: EditorView, text: string): void => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });

/** Names that begin so, with or without diacritics; offered, never taken by itself. */
function complete(context: CompletionContext, scope: Scope): CompletionResult | null {
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{M}\p{N}_]*/u);
  if (!word && !context.explicit) return null;
  const typed = fold(word?.text ?? '');
  const before = context.state.sliceDoc(0, word?.from ?? context.pos);
  const values = withinSum(before) ? scope.below : scope.here;
  const offered: Completion[] = [
    ...values.words.map((label) => ({ label, type: 'variable' })),
    ...scope.tables.words.map((label) => ({ label: `${label}[…]`, apply: `${label}[`, type: 'class' })),
    ...Object.values(FUNCTIONS).map((label) => ({ label: `${label}(…)`, apply: `${label}(`, type: 'function' })),
    ...[...Object.values(KEYWORDS), ...Object.values(NAMED).map((label) => `${label}=`)].map((label) => ({ label, type: 'keyword' })),
  ];
  const options = offered.filter(({ label }) => fold(label).split('_').some((_, at, parts) => parts.slice(at).join('_').startsWith(typed)));
  return { from: word?.from ?? context.pos, options, filter: false };
}

/** Whether a place lies within the brackets of a sum over the level below. */
function withinSum(before: string): boolean {
  const open: boolean[] = [];
  for (const [piece] of before.matchAll(/(?:[\p{L}_][\p{L}\p{N}_]*)?[([]|[)\]]/gu)) {
    if (piece === ')' || piece === ']') open.pop();
    else open.push(['sum', 'mean', 'count', 'any', 'all'].includes(STORED_FUNCTIONS.get(piece.slice(0, -1)) ?? ''));
  }
  return open.includes(true);
}
