import { mount } from 'svelte';
import App from './App.svelte';
import { installing } from './device/installing.svelte';
import './styles/tokens.css';
import './styles/base.css';
import { theme } from './layout/theme';
import { session } from './session/session.svelte';
import { speech } from './words/language.svelte';

theme.begin();
await speech.begin();
const target = document.getElementById('console');
if (target) mount(App, { target });
void session.begin();
// Fonts never keep the first paint waiting.
requestAnimationFrame(() => setTimeout(() => void import('./styles/fonts.css')));
void installing.begin();
