/** Which language is shown. Vietnamese is in the shell; English is loaded when it is chosen. */
import { vi, type Words } from './vi';

export type Language = 'vi' | 'en';
const KEY = 'roviec-language';

class Speech {
  language = $state<Language>('vi');
  words = $state.raw<Words>(vi);

  async choose(language: Language): Promise<void> {
    this.words = language === 'en' ? (await import('./en')).en : vi;
    this.language = language;
    document.documentElement.lang = language;
    localStorage.setItem(KEY, language);
  }

  async begin(): Promise<void> {
    if (localStorage.getItem(KEY) === 'en') await this.choose('en');
  }
}

export const speech = new Speech();

/** The words of the chosen language. */
export const t = (): Words => speech.words;

/** The words of one area, which come with its screens: `const t = speaking(vi, en)`. */
export const speaking = <Said>(vi: Said, en: NoInfer<Said>) => (): Said => (speech.language === 'en' ? en : vi);

/** What the server says in both languages, in the chosen one. */
export const said = (told: { vi: string; en: string }): string => told[speech.language];
