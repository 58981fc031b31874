/** A workbook as a grid: what its cells hold, what is wrong where, and which rows are looked at. */
import { fold } from '../../../search/folding';

export type Cell = string | number | boolean | { date: string } | { formula: string };
export type Sheets = Record<string, Cell[][]>;
export type State = 'new' | 'changed' | 'moved' | 'unchanged' | 'invalid';

interface Words {
  vi: string;
  en: string;
}

export interface Column {
  at: number;
  field: string;
  heading: string;
  form: 'code' | 'line' | 'text' | 'lines' | 'choice' | 'choices' | 'whole' | 'number' | 'fact' | 'pin' | 'day' | 'key';
  hint: Words;
  choices: string[];
}

export interface CellFault {
  sheet: string;
  row: number | null;
  column: string | null;
  cell: string | null;
  code: string;
  problem: Words;
  remedy: Words;
}

export interface Before {
  field: string;
  label: Words;
  said: Words | null;
}

/** What was found in a workbook, whatever it holds; warnings keep nothing out. */
export interface Found {
  written: boolean;
  errorCount: number;
  errors: CellFault[];
  warnings?: CellFault[];
  rows: { sheet: string; row: number; state: State; before: Before[] }[];
  sheets: { name: string; headed: number; columns: Column[] }[];
}

export interface Result extends Found {
  new: number;
  changed: number;
  unchanged: number;
}

/** A workbook that is being corrected, as the grid shows it. */
export interface Book {
  readonly sheets: Sheets;
  readonly formulas: Record<string, [number, number][]>;
  /** Cells changed since the file was read, by `Sheet!row:column`. */
  readonly edited: Record<string, Cell>;
  readonly stale: boolean;
  set(sheet: string, row: number, at: number, value: Cell): void;
  replace(sheet: string, row: number, cells: Cell[]): Cell[];
}

export interface Reading {
  sheets: Sheets;
  formulas: Record<string, [number, number][]>;
  result: Result;
}

/** What stands in a cell as people write it; decimals with a comma. */
export function shownCell(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell === 'string') return cell;
  return 'date' in cell ? cell.date : 'ƒ';
}

/** The letters by which Excel names a column, the first being 0. */
export function letters(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

export const cellName = (at: number, row: number): string => `${letters(at)}${row}`;

/** Faults that no cell of the grid can mend: a missing sheet or column, a doubled or merged heading. */
export const structural = (result: Found): CellFault[] => result.errors.filter(({ code }) => /^(SHEET|COLUMN|HEADING)_/.test(code));

export interface Row {
  /** As Excel counts: the first row is 1. */
  number: number;
  cells: Cell[];
  state: State | undefined;
  before: Before[];
  faults: Map<string, CellFault[]>;
  /** What a person should read, by cell. */
  notes: Map<string, CellFault[]>;
  /** Faults of the row as a whole. */
  loose: CellFault[];
}

/** The rows of a sheet below its headings that say anything, with what was found of each. */
export function rowsOf(sheets: Sheets, name: string, headed: number, result: Found): Row[] {
  const states = new Map(result.rows.filter(({ sheet }) => sheet === name).map((one) => [one.row, one]));
  const faults = new Map<number, CellFault[]>();
  for (const fault of result.errors) {
    if (fault.sheet !== name || fault.row === null) continue;
    faults.set(fault.row, [...(faults.get(fault.row) ?? []), fault]);
  }
  const notes = notesOf(result.warnings ?? [], name);
  const rows: Row[] = [];
  for (const [index, cells] of (sheets[name] ?? []).entries()) {
    const number = index + 1;
    if (number <= headed || cells.every((cell) => cell === '')) continue;
    const here = new Map<string, CellFault[]>();
    const loose: CellFault[] = [];
    for (const fault of faults.get(number) ?? []) {
      if (fault.cell) here.set(fault.cell, [...(here.get(fault.cell) ?? []), fault]);
      else loose.push(fault);
    }
    const found = states.get(number);
    rows.push({ number, cells, state: found?.state, before: found?.before ?? [], faults: here, notes: notes.get(number) ?? new Map<string, CellFault[]>(), loose });
  }
  return rows;
}

function notesOf(warnings: CellFault[], name: string): Map<number, Map<string, CellFault[]>> {
  const notes = new Map<number, Map<string, CellFault[]>>();
  for (const warning of warnings) {
    if (warning.sheet !== name || warning.row === null || !warning.cell) continue;
    const there = notes.get(warning.row) ?? new Map<string, CellFault[]>();
    there.set(warning.cell, [...(there.get(warning.cell) ?? []), warning]);
    notes.set(warning.row, there);
  }
  return notes;
}

export type Show = 'all' | 'noted' | State;

/** Whether a row is among those looked at. */
export const isShown = (row: Row, show: Show): boolean => show === 'all' || (show === 'noted' ? row.notes.size > 0 : row.state === show);

/** The rows of a state that hold all the words. */
export function fittingRows(rows: Row[], show: Show, words: string): Row[] {
  const looked = fold(words).trim().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!isShown(row, show)) return false;
    if (looked.length === 0) return true;
    const text = fold(row.cells.map(shownCell).join(' '));
    return looked.every((word) => text.includes(word));
  });
}

/** What stood in a column before; own facts are named otherwise in the file than in the catalogue. */
export const beforeAt = (row: Row, field: string): Before | undefined => row.before.find((one) => one.field === (field.startsWith('fact:') ? `attributes.${field.slice(5)}` : field));

/** What changed that no column of the sheet shows, such as lines of the competency framework. */
export function elsewhere(row: Row, columns: Column[]): Before[] {
  if (row.state !== 'changed' && row.state !== 'moved') return [];
  const shown = new Set(columns.map(({ field }) => (field.startsWith('fact:') ? `attributes.${field.slice(5)}` : field)));
  return row.before.filter(({ field }) => !shown.has(field));
}
