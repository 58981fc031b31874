/** What adding, naming and removing parts of a package says in Vietnamese. */

export const vi = {
  add: { row: 'Thêm mức', bound: 'Thêm mốc', line: 'Thêm dòng', column: 'Thêm cột', other: 'Thêm mức “còn lại”', setting: 'Thêm tham số', formula: 'Thêm công thức', example: 'Thêm ví dụ', scale: 'Thêm thang', expectation: 'Thêm giá trị mong đợi', given: 'Thêm dữ liệu cho', record: 'Thêm bản ghi bên dưới' },
  to: (what: string, where: string) => `${what}: ${where}`,
  change: (name: string) => `Đổi tên, thứ tự hoặc bỏ: ${name}`, changeTitle: (name: string) => `Phần “${name}”`,
  heading: 'Sửa tên gói và số bản', version: 'Số bản', versionHelp: 'Ví dụ 2.0.0. Số đã thí điểm hoặc công bố không dùng lại được.', titleVi: 'Tên gói', titleEn: 'Tên tiếng Anh (không bắt buộc)',
  label: 'Tên gọi', labelEn: 'Tên tiếng Anh (không bắt buộc)', code: 'Mã', codeHelp: 'Chữ thường không dấu, số và gạch dưới; công thức lưu bằng mã này.', key: 'Mã mức', keyHelp: 'Chữ không dấu, số và . _ + / -; nhật ký gửi đúng mã này.',
  bound: 'Mốc', boundUpto: 'Giá trị đến mốc này, sau mốc liền trước.', boundFrom: 'Giá trị từ mốc này, trước mốc liền trên.', value: 'Giá trị', unit: 'Đơn vị tính (không bắt buộc)', unitHelp: 'Như minute, product hoặc minute/product.',
  choices: 'Các lựa chọn (nếu là chọn một)', choicesHelp: 'Các mã cách nhau bằng dấu phẩy; giá trị phải là một trong đó.', formula: 'Công thức', form: 'Cách tra', forms: { rows: 'Theo mã', upto: 'Đến mốc (tăng dần)', from: 'Từ mốc (giảm dần)' }, first: 'Mức đầu tiên', otherValue: 'Còn lại',
  level: 'Bậc', name: 'Tên ví dụ', nameHelp: 'Chữ không dấu, số và dấu gạch, như viec-kho.', given: 'Cho', expected: 'Mong đợi', below: (level: string) => `Bản ghi ở ${level}`, record: (place: number) => `Bản ghi ${place}`, times: 'Lặp lại', pick: 'Chọn dữ liệu', pickValue: 'Chọn giá trị', yes: 'có', no: 'không', settings: 'Tham số riêng của ví dụ',
  save: 'Lưu', saving: 'Đang lưu…', cancel: 'Thôi', up: 'Lên trước', down: 'Xuống sau', remove: 'Bỏ phần này', removeRow: (key: string) => `Bỏ cả dòng ${key}`, removeColumn: (key: string) => `Bỏ cả cột ${key}`, removeOne: (name: string) => `Bỏ ${name}`, editExample: (name: string) => `Sửa ví dụ ${name}`,
  removing: (name: string) => `Bỏ “${name}”?`, removeYes: 'Bỏ', at: (level: string, name: string) => `${level}, ${name}`, looking: 'Đang xem còn chỗ nào dùng phần này…', breaks: (count: number) => `Bỏ đi thì ${count} chỗ sẽ không đúng nữa. Bản nháp vẫn được lưu; các chỗ này phải sửa trước khi công bố:`, breaksNothing: 'Không còn chỗ nào dùng phần này.',
  becomesOwn: (base: string) => `Thay đổi này không ghi được như một chỗ sửa trên gói quốc gia ${base}. Lưu thì gói thành văn bản riêng của tỉnh: các giá trị khác giữ nguyên, nhưng sẽ không còn được báo khi gói quốc gia có bản mới.`,
  empty: (field: string) => `Ghi ${field.toLowerCase()}.`, badName: 'Mã gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ, và không trùng từ của công thức.', badKey: 'Mã gồm chữ không dấu, số và . _ + / -.', taken: (name: string) => `Đã có “${name}”. Đặt mã khác.`, badNumber: 'Viết một số như 1,4.', badValue: 'Viết một số như 1,4 hoặc một mã không dấu.', noExpectation: 'Ghi ít nhất một giá trị mong đợi.', deep: 'Thang có ba mã: sửa trong văn bản.',
};

export type PartWords = typeof vi;
