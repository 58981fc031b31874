/** CodeMirror for the whole text of a package: line numbers, colours, completion of names, problems in their places. */
import { autocompletion, type Completion, type CompletionContext, completionKeymap, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { fold } from '../../../search/folding';
import { FUNCTIONS } from '../notation/words';

/** A name of the package with what people call it. */
export interface Known {
  name: string;
  label: string;
}
export interface Problem {
  line: number;
  column: number;
  message: string;
}
interface Place {
  /** An open shadow root: styles made by the editor are adopted there, which the policy of the pages allows. */
  root: ShadowRoot;
  text: string;
  label: string;
  described: string;
  editable: boolean;
  known: () => Known[];
  onchange: (text: string) => void;
  onsave: () => void;
}

const WORDS = [
  'package', 'version', 'vi', 'en', 'period', 'settings', 'tables', 'criteria', 'levels', 'examples', 'value', 'unit', 'keys', 'rows', 'default', 'upto', 'above', 'from', 'below',
  'over', 'by', 'inputs', 'formulas', 'outputs', 'is', 'min', 'max', 'step', 'type', 'boolean', 'optional', 'level', 'given', 'expect', 'of', 'times',
];

const YAML = StreamLanguage.define<null>({
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return 'comment';
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'[^']*'?/)) return 'string';
    if (stream.match(/^[\w.+/-]+(?=\s*:(?:\s|$))/)) return 'propertyName';
    if (stream.match(/^-?\d+(?:\.\d+)?(?![\w.])/)) return 'number';
    if (stream.match(/^(?:if|else|and|or|not|in|missing)(?!\w)/)) return 'keyword';
    if (stream.match(/^[\p{L}\p{M}\p{N}_.]+/u)) return null;
    stream.next();
    return 'operator';
  },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--pri)', fontWeight: '600' },
  { tag: tags.keyword, color: 'var(--wait)', fontWeight: '600' },
  { tag: tags.number, color: 'var(--warn)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.comment, color: 'var(--ink3)' },
]);

const LOOK = EditorView.theme({
  '&': { color: 'var(--ink)', background: 'var(--sheet)', border: '1px solid var(--line-s)', borderRadius: '6px', fontSize: '14px', height: '100%' },
  '&.cm-focused': { outline: '2px solid var(--focus)', boxShadow: '0 0 0 4px var(--halo)' },
  '.cm-scroller': { overflow: 'auto', fontFamily: 'ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", monospace', lineHeight: '22px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { background: 'var(--paper)', color: 'var(--ink3)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--pri-t) 40%, transparent)' },
  '.cm-activeLineGutter': { background: 'var(--pri-t)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--halo)' },
  '.cm-tooltip': { background: 'var(--sheet)', color: 'var(--ink)', border: '1px solid var(--line-s)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--pri-t)', color: 'var(--pri)' },
  '.cm-completionDetail': { color: 'var(--ink3)', fontStyle: 'normal' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '4px' },
});

export function openText({ root, text, label, described, editable, known, onchange, onsave }: Place): EditorView {
  const state = EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(), lintGutter(), history(), drawSelection(), highlightActiveLine(), YAML, syntaxHighlighting(COLOURS), LOOK,
      keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => (onsave(), true) }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorState.readOnly.of(!editable),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-description': described, 'aria-readonly': String(!editable), tabindex: '0', lang: 'vi', spellcheck: 'false' }),
      autocompletion({ override: [(context) => complete(context, known())], icons: false }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onchange(update.state.doc.toString());
      }),
    ],
  });
  return new EditorView({ state, parent: root, root });
}

/** Underline problems where they lie; the same words stand beside the text. */
export function markText(view: EditorView, problems: Problem[]): void {
  const found = problems.map((one): Diagnostic => {
    const from = placeOf(view, one);
    const word = /^[\p{L}\p{N}_.]+/u.exec(view.state.doc.lineAt(from).text.slice(from - view.state.doc.lineAt(from).from));
    return { from, to: from + (word?.[0].length ?? 0), message: one.message, severity: 'error' };
  });
  view.dispatch(setDiagnostics(view.state, found));
}

/** Put the cursor at a place and show it. */
export function leadTo(view: EditorView, place: { line: number; column: number }): void {
  const at = placeOf(view, place);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
  view.focus();
}

function placeOf(view: EditorView, { line, column }: { line: number; column: number }): number {
  const found = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

/** Names of the package by code or by what people call them, functions, and the words of the document. */
function complete(context: CompletionContext, known: Known[]): CompletionResult | null {
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{M}\p{N}_]*/u);
  if (!word && !context.explicit) return null;
  const line = context.state.doc.lineAt(context.pos);
  if (/(?:^|\s)#/.test(line.text.slice(0, context.pos - line.from))) return null; // comments are nobody's names
  const typed = fold(word?.text ?? '');
  const here = new Set([...context.state.doc.toString().matchAll(/(?<=^|[\s{,])[a-z][a-z0-9_]*(?=\s*:)/gm)].map(([name]) => name));
  const offered: (Completion & { words: string })[] = [
    ...known.map(({ name, label }) => ({ label: name, detail: label, type: 'variable', words: `${name} ${label}` })),
    ...[...here].filter((name) => !known.some((one) => one.name === name) && !WORDS.includes(name)).map((name) => ({ label: name, type: 'variable', words: name })),
    ...Object.entries(FUNCTIONS).map(([name, label]) => ({ label: name, apply: `${name}(`, detail: label, type: 'function', words: `${name} ${label}` })),
    ...WORDS.map((name) => ({ label: name, type: 'keyword', words: name })),
  ];
  const options = offered.filter(({ words }) => ` ${fold(words)}`.replaceAll('_', ' ').includes(` ${typed.replaceAll('_', ' ')}`));
  return { from: word?.from ?? context.pos, options, filter: false };
}
