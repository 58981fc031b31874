/** Dates and times as people write them here. Days are ISO texts of the Vietnamese calendar. */

const ZONE = 'Asia/Ho_Chi_Minh';
const TIME = new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY_MS = 86_400_000;
const weekdays = new Map<string, Intl.DateTimeFormat>();

const NAMED: Record<string, number> = {
  'hôm nay': 0, 'hom nay': 0, 'hôm qua': -1, 'hom qua': -1, 'hôm kia': -2, 'hom kia': -2, 'ngày mai': 1, 'ngay mai': 1,
};

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** 23/11/2026 */
export const fullDay = (day: string): string => day.split('-').reverse().join('/');

/** 23/11 in the year of `today`, else 23/11/2025 */
export const shortDay = (day: string, today: string): string => (day.slice(0, 4) === today.slice(0, 4) ? fullDay(day).slice(0, 5) : fullDay(day));

/** Thứ Hai */
export function weekday(day: string, language = 'vi'): string {
  let format = weekdays.get(language);
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' });
    weekdays.set(language, format);
  }
  return format.format(utc(day));
}

/** thứ Hai, within a sentence */
export const weekdayWithin = (day: string, language = 'vi'): string => {
  const name = weekday(day, language);
  return language === 'vi' ? name.charAt(0).toLowerCase() + name.slice(1) : name;
};

/** 15:38, in Vietnam */
export const time = (instant: string | Date): string => TIME.format(new Date(instant));

/** The day so many days later. */
export const daysAfter = (day: string, days: number): string => new Date(utc(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** The day that was typed: 23/11/2026, 23/11, 2311, 23112026, hôm qua, hôm nay; null if it cannot be read. */
export function readDay(typed: string, today: string): string | null {
  const words = typed.trim().toLowerCase();
  const named = NAMED[words];
  if (named !== undefined) return daysAfter(today, named);
  const found = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}))?$/.exec(words) ?? /^(\d{2})(\d{2})(\d{4})?$/.exec(words);
  if (!found?.[1] || !found[2]) return null;
  const day = [found[3] ?? today.slice(0, 4), found[2].padStart(2, '0'), found[1].padStart(2, '0')].join('-');
  const date = utc(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** Calendar days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS);

/** The instant of a clock time on a day in Vietnam, ISO with its offset. */
export const instantOf = (day: string, clockTime: string): string => `${day}T${clockTime}:00+07:00`;

/** 11/2026 of a month's first day. */
export const monthOf = (day: string): string => `${Number(day.slice(5, 7))}/${day.slice(0, 4)}`;
