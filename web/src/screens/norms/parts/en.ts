/** The same in English. */
import type { PartWords } from './vi';

export const en: PartWords = {
  add: { row: 'Add a row', bound: 'Add a bound', line: 'Add a row', column: 'Add a column', other: 'Add “all the rest”', setting: 'Add a setting', formula: 'Add a formula', example: 'Add an example', scale: 'Add a scale', expectation: 'Add an expected value', given: 'Add what is given', record: 'Add a record below' },
  to: (what, where) => `${what}: ${where}`,
  change: (name) => `Rename, move or remove: ${name}`, changeTitle: (name) => `“${name}”`,
  heading: 'Edit name and version', version: 'Version', versionHelp: 'Such as 2.0.0. A number once piloted or published cannot be used again.', titleVi: 'Vietnamese name', titleEn: 'English name (optional)',
  label: 'Vietnamese name', labelEn: 'English name (optional)', code: 'Code', codeHelp: 'Small letters, digits and underscores; formulas are stored with it.', key: 'Key', keyHelp: 'Letters, digits and . _ + / -; the log sends exactly this key.',
  bound: 'Bound', boundUpto: 'The value up to this bound, after the one before.', boundFrom: 'The value from this bound, before the one above.', value: 'Value', unit: 'Unit (optional)', unitHelp: 'Such as minute, product or minute/product.',
  choices: 'Choices (if it is one of several)', choicesHelp: 'Keys separated by commas; the value must be one of them.', formula: 'Formula', form: 'Looked up', forms: { rows: 'By key', upto: 'Up to a bound (rising)', from: 'From a bound (falling)' }, first: 'First row', otherValue: 'All the rest',
  level: 'Level', name: 'Name of the example', nameHelp: 'Letters, digits and dashes, such as hard-task.', given: 'Given', expected: 'Expected', below: (level) => `Records of ${level}`, record: (place) => `Record ${place}`, times: 'Times', pick: 'Choose what is given', pickValue: 'Choose a value', yes: 'yes', no: 'no', settings: 'Settings of this example alone',
  save: 'Save', saving: 'Saving…', cancel: 'Cancel', up: 'Move before', down: 'Move after', remove: 'Remove this part', removeRow: (key) => `Remove row ${key}`, removeColumn: (key) => `Remove column ${key}`, removeOne: (name) => `Remove ${name}`, editExample: (name) => `Edit example ${name}`,
  removing: (name) => `Remove “${name}”?`, removeYes: 'Remove', at: (level, name) => `${level}, ${name}`, looking: 'Looking for what uses this part…', breaks: (count) => `Without it ${count === 1 ? '1 place is' : `${count} places are`} no longer right. The draft is kept all the same; these must be mended before publishing:`, breaksNothing: 'Nothing else uses this part.',
  becomesOwn: (base) => `This cannot be written as a change to the national package ${base}. Saving makes the package a document of the province's own: all other values stay, but you will no longer be told when the national package has a newer version.`,
  empty: (field) => `Write the ${field.toLowerCase()}.`, badName: 'A code has small letters, digits and underscores, begins with a letter, and is no word of the formulas.', badKey: 'A key has letters, digits and . _ + / -.', taken: (name) => `“${name}” is there already. Choose another code.`, badNumber: 'Write a number such as 1.4.', badValue: 'Write a number such as 1.4, or a key without diacritics.', noExpectation: 'Write at least one expected value.', deep: 'A scale of three keys: edit it in the text.',
};
