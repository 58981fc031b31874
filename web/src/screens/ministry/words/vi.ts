/** What the ministry's screens say. */

export const vi = {
  release: (period: string, version: number, day: string) => `${period} · bản phát hành lần ${version}, ngày ${day}`,
  quarter: (name: string) => `quý ${name}`,
  year: (name: string) => `năm ${name}`,
  choose: { indicator: 'Chỉ số', period: 'Kỳ', version: 'Lần', all: 'Tất cả', filters: 'Chọn số liệu', map: 'Bản đồ', table: 'Bảng', shown: 'Cách xem', dropped: 'Hai cách chia này chưa được công bố cùng nhau, nên cách chia trước đã bỏ.' },
  breakdowns: { PROVINCE: 'Tỉnh', LEVEL: 'Cấp', BODY: 'Cơ quan', POSITION_GROUP: 'Nhóm', RANK_BAND: 'Nhóm ngạch', RANK: 'Ngạch', AGE: 'Tuổi', GENDER: 'Giới', STAFF: 'Loại cán bộ', QUALIFICATION: 'Trình độ', FIELD: 'Lĩnh vực' },
  marks: { Q: 'ẩn', M: '–', L: 'chưa có' },
  status: { A: 'Có số liệu', Q: 'Ẩn để bảo vệ cá nhân', M: 'Không có đối tượng, hoặc ngoài phạm vi', L: 'Chưa có số liệu' },
  hidden: {
    title: 'Vì sao ô này bị ẩn?',
    what: 'Ẩn để bảo vệ cá nhân. Số quá nhỏ nên có thể nhận ra một người, hoặc lấy tổng trừ đi sẽ tính ra một ô quá nhỏ.',
    same: 'Bản phát hành không nói ô nào thuộc trường hợp nào: biết điều đó là đoán được số. Ẩn không có nghĩa là 0.',
    instead: 'Muốn có số, hãy gộp thêm nhóm, cấp hoặc kỳ: bỏ bớt một cách chia, hoặc xem số cả năm.',
    more: 'Cách giữ kín số liệu',
    key: 'ẩn để bảo vệ cá nhân',
    late: 'chưa có số liệu',
    none: 'không có đối tượng',
  },
  map: {
    label: 'Bản đồ ô 34 tỉnh, thành phố. Phím mũi tên để đi, Home về Hà Nội.',
    with: (island: string) => `gồm ${island}`,
    belongs: (province: string) => `thuộc ${province}`,
    below: (value: string) => `dưới ${value}`,
    between: (low: string, high: string) => `${low} đến ${high}`,
    from: (value: string) => `từ ${value}`,
    all: 'mọi tỉnh có số liệu',
  },
  summary: {
    nation: (reported: number, all: number) => `${reported} trên ${all} tỉnh, thành phố`,
    people: 'người',
    hidden: 'tỉnh bị ẩn số',
    missing: 'tỉnh chưa có',
    names: (names: string) => `chưa có: ${names}`,
    why: 'Vì sao có số cả nước này',
    reason: (figure: string, version: number, day: string) => `${figure} là số đã phát hành (lần ${version}, ngày ${day}), không cộng lại trên máy này. Tỷ lệ là một số đã phát hành chia cho một số khác; một trong hai bị ẩn thì tỷ lệ cũng ẩn.`,
    only: (names: string) => `Chỉ gồm các tỉnh đã gửi số liệu; chưa có ${names}.`,
  },
  provinces: {
    caption: '34 tỉnh, thành phố', province: 'Tỉnh, thành phố', value: 'Giá trị', rank: 'Thứ hạng', status: 'Tình trạng', code: 'Mã',
    noRank: 'Không xếp thứ hạng: chỉ số này chấm theo gói định mức riêng của từng tỉnh. Chỉ xếp theo chỉ số so sánh chung.',
    compare: 'So sánh các tỉnh',
  },
  pane: {
    label: 'Số liệu đang xem', title: (province: string, dataset: string) => `${province}: ${dataset}`, clear: 'Bỏ chọn', total: 'Tổng số', rate: 'Tỷ lệ', measure: 'Nội dung', outside: 'Tỉnh này chưa có số liệu trong bản phát hành, hoặc ngoài phạm vi của bạn.',
    back: 'Về bản đồ',
  },
  strip: { title: (count: number) => `${count} tỉnh có số liệu công bố`, median: (value: string) => `trung vị ${value}`, summary: (count: number, low: string, high: string, middle: string) => `${count} tỉnh, từ ${low} đến ${high}, trung vị ${middle}.`, none: 'Chưa đủ tỉnh có số để vẽ.' },
  series: {
    title: 'Theo kỳ', nation: 'Cả nước', version: (version: number) => `lần ${version}`, period: 'Kỳ', one: 'Mới có một kỳ được phát hành; kỳ sau sẽ thành đường.',
    summary: (from: string, to: string, lines: string) => `Từ ${from} đến ${to}: ${lines}.`, line: (name: string, value: string) => `${name} ${value}`,
    index: 'Chỉ số so sánh chung', raw: 'Điểm theo gói của tỉnh', fair: 'So sánh chung',
    note: 'Chỉ số so sánh chung: chấm mọi tỉnh bằng một bộ hệ số, để công thức khác nhau vẫn so được.',
  },
  chart: { table: 'Xem bảng', chart: 'Xem hình' },
  unfair: {
    title: 'Không xếp các tỉnh theo điểm chưa hiệu chỉnh',
    text: 'Mỗi tỉnh chấm theo gói định mức của mình, gói chặt cho điểm thấp hơn. Đặt các điểm này cạnh nhau là so gói định mức, không phải so con người, nên máy chủ cũng từ chối.',
    go: 'Xem chỉ số so sánh chung',
  },
  downloads: {
    open: 'Tải số liệu', title: 'Tải số liệu', about: (dataset: string) => `Toàn bộ “${dataset}” của bản phát hành này, trong phạm vi của bạn.`,
    files: { csv: 'CSV, mỗi dòng một số', xlsx: 'Excel, có trang ghi chú', 'sdmx.csv': 'SDMX-CSV 2.0', 'sdmx.xml': 'SDMX-ML 2.1', 'sdmx.json': 'SDMX-JSON 2.0', 'structure.xml': 'Cấu trúc SDMX-ML' },
    official: 'Biểu tổng hợp toàn quốc', officials: { pdf: 'PDF', xlsx: 'Excel' },
    status: 'Mỗi số có cột tình trạng: value (có số), suppressed (ẩn), not_reported (chưa có), not_applicable (không có đối tượng). Không ô nào để trống, không ô nào ghi 0 thay cho ẩn.',
  },
  empty: { none: 'Chưa có bản phát hành nào. Khi các tỉnh gửi số liệu của một quý và đến ngày công bố, bản đồ sẽ hiện ở đây.', how: 'Xem cách tính', scope: 'Bản phát hành này không có số liệu theo tỉnh trong phạm vi của bạn.' },
  tables: {
    title: 'Biểu tổng hợp', dataset: 'Bộ số liệu', by: 'Chia theo', none: 'Chỉ tổng số', group: 'Cách chia đã công bố', hint: 'Chỉ chọn được cách chia đã công bố. Chia nhỏ hơn thì quá nhiều ô phải ẩn.', rows: (count: number) => `${count} dòng`, total: 'Tổng số',
    held: 'Chỉ một tỉnh', everywhere: 'Mọi tỉnh',
  },
  releases: {
    title: 'Bản phát hành', empty: 'Chưa có bản phát hành nào.', version: (version: number) => `Lần ${version}`, published: (day: string) => `công bố ${day}`, newest: 'đang dùng', old: 'đã có lần sau',
    first: 'Bản đầu tiên của kỳ.', reported: (count: number) => `${count} tỉnh, thành phố đã gửi`, missing: (names: string) => `Chưa có: ${names}.`, full: 'Không tỉnh nào thiếu.', joined: (names: string) => `Thêm: ${names}.`, open: 'Mở số liệu',
    note: 'Bản đã phát hành không sửa được. Có tỉnh gửi muộn hoặc đính chính thì có lần sau; ô đã ẩn vẫn ẩn.',
  },
  period: (year: boolean, name: string) => (year ? `Năm ${name}` : `Quý ${name}`),
};

export type MinistryWords = typeof vi;
