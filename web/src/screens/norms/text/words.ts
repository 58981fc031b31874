import { speaking } from '../../../words/language.svelte';

const vi = {
  heading: 'Văn bản của gói', title: (name: string, version: string) => `Văn bản: ${name}, ${version}`, parts: 'Về từng phần', texts: 'Các văn bản của gói',
  ours: 'Phần của tỉnh', national: (name: string) => `Gói quốc gia ${name}`, merged: 'Cả gói', fixed: 'Chỉ để đọc. Bấm Tab để ra khỏi ô.',
  oursHelp: 'Chỉ ghi những gì tỉnh sửa so với gói quốc gia. Ví dụ mẫu ghi ở đây thay toàn bộ ví dụ của gói quốc gia.', mergedHelp: 'Gói quốc gia đã áp các chỗ tỉnh sửa, đúng như khi chấm.',
  makeOwn: 'Chuyển thành văn bản riêng của tỉnh', saveFirst: 'Lưu chữ đang sửa trước.',
  keys: 'Gõ tên có dấu hoặc mã để được gợi ý. Ctrl+S để lưu. Bấm Escape rồi Tab để ra khỏi ô.', help: 'Văn bản lưu nguyên như gõ: dấu chấm thập phân, tên không dấu. Chữ chưa lưu được giữ trên máy này.',
  save: 'Lưu văn bản', saving: 'đang lưu…', saved: (at: string) => `lưu lúc ${at}`, typing: 'chưa lưu, đang giữ trên máy này', waiting: 'không có mạng, giữ trên máy này', notSaved: 'chưa lưu được', download: 'Tải văn bản',
  conflict: 'Bản nháp này vừa được sửa ở nơi khác. Chữ của bạn vẫn còn nguyên ở đây; chọn giữ hay bỏ. Giữ thì văn bản của bạn thay chỗ người kia vừa sửa.', keepMine: 'Giữ văn bản của tôi', dropMine: 'Lấy bản đang lưu', downloadMine: 'Tải văn bản của tôi',
  readOnly: 'Bản này không sửa được ở đây: đã thí điểm, đã công bố, hoặc bạn không có quyền soạn.', place: (line: number, column: number) => `Dòng ${line}, cột ${column}`, nationalLine: (line: number) => `gói quốc gia, dòng ${line}`, sound: 'Văn bản hợp lệ, mọi ví dụ mẫu đúng',
};

const en: typeof vi = {
  heading: 'Text of the package', title: (name, version) => `Text: ${name}, ${version}`, parts: 'Back to its parts', texts: 'Texts of the package',
  ours: "The province's part", national: (name) => `National package ${name}`, merged: 'The whole package', fixed: 'To be read only. Tab leaves the field.',
  oursHelp: 'Only what the province changes of the national package. Worked examples written here replace all of the national ones.', mergedHelp: "The national package with the province's changes in it, as it scores.",
  makeOwn: "Make it the province's own document", saveFirst: 'Save what you are writing first.',
  keys: 'Type a name or a code for suggestions. Ctrl+S saves. Escape, then Tab, leaves the field.', help: 'The text is stored as it is typed: decimal points, names without diacritics. What is not saved is kept on this device.',
  save: 'Save the text', saving: 'saving…', saved: (at) => `saved at ${at}`, typing: 'not saved, kept on this device', waiting: 'no network, kept on this device', notSaved: 'not saved', download: 'Download the text',
  conflict: 'This draft has just been changed elsewhere. What you wrote still stands here; keep it or drop it. Keeping it replaces what the other person changed.', keepMine: 'Keep my text', dropMine: 'Take the stored one', downloadMine: 'Download my text',
  readOnly: 'This version cannot be changed here: it was piloted or published, or you may not write norms.', place: (line, column) => `Line ${line}, column ${column}`, nationalLine: (line) => `national package, line ${line}`, sound: 'The text is right, and every worked example holds',
};

export const t = speaking(vi, en);
