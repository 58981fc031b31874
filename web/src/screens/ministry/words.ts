import { speaking } from '../../words/language.svelte';
import { en } from './words/en';
import { vi } from './words/vi';

export const t = speaking(vi, en);
