import { speaking } from '../../words/language.svelte';
import { en } from './en';
import { vi } from './vi';

/** What the catalogue's screens say, in the chosen language. */
export const t = speaking(vi, en);
