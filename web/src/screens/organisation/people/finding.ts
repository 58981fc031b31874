/** What the pickers of this area look for: units, people, job positions, and posts one can lead from. */
import { clock } from '../../../device/clock.svelte';
import { ask } from '../../../graphql/ask';
import { t as common } from '../words';
import { FIND_PEOPLE, FIND_POSITIONS, FIND_UNITS } from './documents';

export interface Found {
  id: string;
  name: string;
  note: string;
}

export async function findUnits(words: string): Promise<Found[]> {
  if (!words.trim()) return [];
  const { searchUnits } = await ask(FIND_UNITS, { words, on: clock.today() });
  return (searchUnits ?? []).map(({ id, name, code }) => ({ id, name, note: code }));
}

async function people(words: string) {
  if (!words.trim()) return [];
  return (await ask(FIND_PEOPLE, { words })).people?.edges.map(({ node }) => node) ?? [];
}

export async function findPeople(words: string): Promise<Found[]> {
  return (await people(words)).map(({ id, fullName, maskedPin, posts }) => ({ id, name: fullName, note: [posts[0]?.unit?.name, maskedPin].filter(Boolean).join(' · ') }));
}

/** Posts of leaders, by the name of who holds them. */
export async function findLeaders(words: string): Promise<Found[]> {
  return (await people(words)).flatMap(({ fullName, posts }) =>
    posts.filter(({ role }) => role !== 'CADRE').map((post) => ({ id: post.id, name: fullName, note: `${common().roles[post.role]}, ${post.unit?.name ?? ''}` })));
}

export async function findPositions(words: string): Promise<Found[]> {
  const { jobPositions } = await ask(FIND_POSITIONS, { words });
  return jobPositions?.edges.map(({ node: { id, name, code } }) => ({ id, name, note: code })) ?? [];
}
