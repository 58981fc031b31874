/** The doors of the import: a workbook is read as a grid, the grid is checked and taken over, and given back as a file. */
import { proved } from '../../../graphql/ask';
import { failureOf, Unreachable } from '../../../graphql/errors';
import type { Reading, Result, Sheets } from './grid';

export type Kind = 'work-items' | 'job-positions';
const PATIENCE_MS = 180_000;
const JSON_TYPE = { 'content-type': 'application/json' };

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

export const read = (kind: Kind, file: Blob, from: string): Promise<Reading> =>
  post(`/catalogue/${kind}/reading?effectiveFrom=${from}`, file, { 'content-type': 'application/octet-stream' });

/** What an import of the grid does; it is written unless it is a dry run. */
export const check = async (kind: Kind, sheets: Sheets, from: string, dryRun: boolean): Promise<Result> =>
  (await post<{ result: Result }>(`/catalogue/${kind}/grid?effectiveFrom=${from}&dryRun=${dryRun}`, JSON.stringify({ sheets }), JSON_TYPE)).result;

/** The grid as a workbook in which every wrong cell is marked. */
export async function marked(kind: Kind, sheets: Sheets, from: string): Promise<Blob> {
  const response = await proved(`/catalogue/${kind}/marked.xlsx?effectiveFrom=${from}`, { method: 'POST', body: JSON.stringify({ sheets }), headers: JSON_TYPE }, PATIENCE_MS);
  if (response.ok) return response.blob();
  throw failureOf(((await response.json()) as Told).errors ?? []);
}

/** Give a file to whoever asked for it. */
export function hand(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
