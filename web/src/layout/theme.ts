/** Light, dark, or as the device has it. */

export type Theme = 'auto' | 'light' | 'dark';
const KEY = 'roviec-theme';

export const theme = {
  get chosen(): Theme {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  },

  choose(wanted: Theme): void {
    localStorage.setItem(KEY, wanted);
    theme.begin();
  },

  begin(): void {
    document.documentElement.dataset['theme'] = theme.chosen;
  },
};
