/** First passwords, made on the administrator's device: easy to read out, with no letters that look alike. */
import { fold } from '../../../search/folding';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 4;

/** A password of four groups of four, about 79 bits. */
export function newPassword(random: (count: number) => Uint8Array = (count) => crypto.getRandomValues(new Uint8Array(count))): string {
  const chosen: string[] = [];
  const fair = 256 - (256 % LETTERS.length);
  while (chosen.length < GROUPS * GROUP) {
    for (const byte of random(GROUPS * GROUP)) if (byte < fair && chosen.length < GROUPS * GROUP) chosen.push(LETTERS.charAt(byte % LETTERS.length));
  }
  return Array.from({ length: GROUPS }, (_, index) => chosen.slice(index * GROUP, (index + 1) * GROUP).join('')).join('-');
}

/** A login offered for a name: the given name and the initials before it, as "nguyen van an" is "annv". */
export function loginOf(fullName: string): string {
  const words = fold(fullName).trim().split(/\s+/).filter(Boolean);
  const given = words.at(-1) ?? '';
  return given + words.slice(0, -1).map((word) => word.charAt(0)).join('');
}
