/** The words of the norm language as people read them; both forms are read. */

export const FUNCTIONS: Record<string, string> = {
  sum: 'tổng', mean: 'trung_bình', count: 'đếm', any: 'có_bất_kỳ', all: 'mọi', ratio: 'tỷ_lệ', round: 'làm_tròn',
  present: 'có_dữ_liệu', floor: 'làm_tròn_xuống', ceil: 'làm_tròn_lên', min: 'min', max: 'max', abs: 'abs',
};

export const KEYWORDS: Record<string, string> = {
  and: 'và', or: 'hoặc', not: 'không', if: 'nếu', else: 'không_thì', in: 'thuộc', True: 'đúng', False: 'sai', missing: 'thiếu',
};

/** What stands before `=` within the brackets of a function. */
export const NAMED: Record<string, string> = { where: 'khi', zero: 'chia_0' };

/** Functions over the rows of the level below; `min` and `max` of one value are too. */
export const AGGREGATES = new Set(['sum', 'mean', 'count', 'any', 'all']);
export const SOMETIMES = new Set(['min', 'max']);

const reversed = (words: Record<string, string>): Map<string, string> =>
  new Map([...Object.entries(words).map(([stored, shown]) => [shown, stored] as const), ...Object.keys(words).map((stored) => [stored, stored] as const)]);

export const STORED_FUNCTIONS = reversed(FUNCTIONS);
export const STORED_KEYWORDS = reversed(KEYWORDS);
export const STORED_NAMED = reversed(NAMED);
