import { speaking } from '../../../words/language.svelte';

const vi = {
  title: 'Gói định mức hỏi thêm', many: (count: number) => `Ghi chung cho ${count} mục`, choose: 'Chọn', yes: 'Có', no: 'Không', optional: 'không bắt buộc', usual: (value: string) => `để trống là ${value}`, noOther: 'để trống được',
  range: (from: string, to: string) => `từ ${from} đến ${to}`, step: (step: string) => `bước ${step}`,
  needed: (name: string) => `${name}: ghi giá trị.`, number: (name: string) => `${name}: viết một số như 1,5.`, outside: (name: string, range: string) => `${name}: phải ${range}.`, offStep: (name: string, step: string) => `${name}: theo bước ${step}.`,
  missing: (count: number) => `Còn ${count} dữ liệu chưa ghi đúng.`,
};

const en: typeof vi = {
  title: 'The norm package also asks', many: (count) => `For ${count} entries together`, choose: 'Choose', yes: 'Yes', no: 'No', optional: 'optional', usual: (value) => `empty means ${value}`, noOther: 'may stay empty',
  range: (from, to) => `from ${from} to ${to}`, step: (step) => `steps of ${step}`,
  needed: (name) => `${name}: write a value.`, number: (name) => `${name}: write a number such as 1.5.`, outside: (name, range) => `${name}: must be ${range}.`, offStep: (name, step) => `${name}: in steps of ${step}.`,
  missing: (count) => `${count === 1 ? '1 value is' : `${count} values are`} not right yet.`,
};

export const t = speaking(vi, en);
