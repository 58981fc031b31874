import { ask } from '../../graphql/ask';
import { UNITS_FOUND } from './documents';

export interface FoundUnit {
  id: string;
  name: string;
  note?: string;
}

/** Units whose names hold the words. */
export async function findUnits(words: string): Promise<FoundUnit[]> {
  const { searchUnits } = await ask(UNITS_FOUND, { words });
  return searchUnits?.map(({ id, name, code }) => ({ id, name, note: code })) ?? [];
}
