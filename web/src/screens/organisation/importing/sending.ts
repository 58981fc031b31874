/** The doors of the register: a workbook is read as a grid, the grid is checked, and what was checked is applied. */
import { proved } from '../../../graphql/ask';
import { failureOf, Unreachable } from '../../../graphql/errors';
import type { Found, Sheets } from '../../catalogue/importing/grid';

const PATIENCE_MS = 300_000;
const JSON_TYPE = { 'content-type': 'application/json' };

export interface Counts {
  new: number;
  changed: number;
  moved: number;
  unchanged: number;
}

export interface Missing {
  personId: string;
  fullName: string;
  maskedPin: string;
  unit: string;
  role: { vi: string; en: string };
}

/** The one-time code of a new account, told this once. */
export interface Activation {
  login: string;
  code: string;
  fullName: string;
  unit: string;
}

export interface Checked extends Found {
  fingerprint: string;
  units: Counts;
  people: Counts;
  warningCount: number;
  missing: Missing[];
  missingCount: number;
  elsewhere: number;
  absentUnits: number;
  accounts: number;
  activations: Activation[];
}

export interface Reading {
  sheets: Sheets;
  formulas: Record<string, [number, number][]>;
  result: Checked;
}

/** What is asked beside the sheets: the day of effect, and whether accounts are made. */
export interface Wish {
  day: string;
  accounts: boolean;
}

type Told = { errors?: Parameters<typeof failureOf>[0] };

async function post<Answer>(address: string, body: BodyInit, headers: Record<string, string>): Promise<Answer> {
  const response = await proved(address, { method: 'POST', body, headers }, PATIENCE_MS);
  let answer: Answer & Told;
  try {
    answer = (await response.json()) as Answer & Told;
  } catch {
    throw new Unreachable();
  }
  if (answer.errors) throw failureOf(answer.errors);
  return answer;
}

const asked = ({ day, accounts }: Wish): string => `effectiveFrom=${day}&accounts=${accounts}`;

export const read = (file: Blob, wish: Wish): Promise<Reading> => post(`/register/reading?${asked(wish)}`, file, { 'content-type': 'application/octet-stream' });

/** What an import of the grid does; with the fingerprint of its dry run it is written. */
export const check = async (sheets: Sheets, wish: Wish, fingerprint?: string): Promise<Checked> => {
  const how = fingerprint ? `dryRun=false&fingerprint=${fingerprint}` : 'dryRun=true';
  return (await post<{ result: Checked }>(`/register/grid?${asked(wish)}&${how}`, JSON.stringify({ sheets }), JSON_TYPE)).result;
};

/** The grid as a workbook in which every wrong cell is marked. */
export async function marked(sheets: Sheets, wish: Wish): Promise<Blob> {
  const response = await proved(`/register/marked.xlsx?${asked(wish)}`, { method: 'POST', body: JSON.stringify({ sheets }), headers: JSON_TYPE }, PATIENCE_MS);
  if (response.ok) return response.blob();
  throw failureOf(((await response.json()) as Told).errors ?? []);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The codes as a file for Excel, one person a line, to be cut and handed out. */
export function codesFile(codes: Activation[], head: string[]): Blob {
  const lines = [head, ...codes.map(({ unit, fullName, login, code }) => [unit, fullName, login, code])];
  return new Blob(['\ufeff', lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')], { type: 'text/csv;charset=utf-8' });
}
