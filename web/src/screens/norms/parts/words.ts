import { speaking } from '../../../words/language.svelte';
import { en } from './en';
import { vi } from './vi';

export const t = speaking(vi, en);
