import { speaking } from '../../words/language.svelte';

const vi = {
  title: 'Triển khai', note: 'Từ hợp đồng đến việc đầu tiên có điểm', steps: 'Các bước', checks: 'Trước khi chạy thật', ready: 'Không còn thiếu gì để chạy thật.', lacking: (count: number) => `Còn ${count} việc phải làm trước khi chạy thật.`, open: 'Mở', fine: 'Đủ', missing: (count: number) => `thiếu ${count}`, should: 'nên làm', andMore: (count: number) => `và ${count} nữa`, mend: 'Bổ sung', training: 'Tập dượt', trainingOpen: (day: string) => `Đang mở đến hết ${day}`, trainingClosed: 'Chưa mở',
  step: { template: 'Danh mục vị trí, đầu việc', people: 'Đơn vị và con người', packages: 'Gói định mức', waves: 'Đợt triển khai', periods: 'Lịch làm việc, kỳ đánh giá', signIns: 'Tài khoản, đăng nhập lần đầu' },
  noWaves: 'chưa chia đợt: mọi đơn vị bắt đầu cùng lúc', waves: {
    title: 'Đợt triển khai', note: 'Trước đợt của mình, đơn vị chỉ tập dượt; không ai bị tính điểm cho những ngày đó', plan: 'Lập đợt mới', change: 'Sửa', planTitle: 'Đợt mới', changeTitle: (name: string) => `Sửa đợt ${name}`, name: 'Tên đợt', nameHelp: 'Ví dụ Thí điểm 7 cơ quan', starts: 'Ngày bắt đầu tính', units: 'Đơn vị', unitsHelp: 'Gõ vài chữ của tên; mỗi đơn vị gồm cả các đơn vị bên dưới', chooseUnit: 'Tìm đơn vị', remove: 'Bỏ', look: 'Xem trước', go: 'Ghi', drop: 'Bỏ đợt này', sure: (name: string) => `Bỏ đợt ${name}?`, yes: 'Bỏ đợt',
    none: 'Chưa chia đợt. Mọi người ghi nhật ký và được đánh giá ngay. Lập đợt đầu tiên nếu muốn thí điểm trước.', begun: 'đã bắt đầu', later: 'chưa bắt đầu', people: (count: string) => `${count} người`, waiting: (people: string, units: number) => `${people} người ở ${units} đơn vị chưa vào đợt nào, chưa ghi nhật ký`, preview: (moved: string) => `Ngày bắt đầu của ${moved} người thay đổi.`, stays: 'Không ngày bắt đầu nào thay đổi.', rest: (people: string) => `Còn ${people} người chưa vào đợt nào.`, all: 'Mọi người đều đã vào một đợt.', done: 'Đã ghi đợt triển khai.', dropped: 'Đã bỏ đợt.', missingUnits: 'Hãy chọn ít nhất một đơn vị.',
  },
  practice: {
    title: 'Tập dượt', note: 'Mọi người thử trên bản sao; số liệu thật không bị đụng đến', closed: 'Chế độ tập dượt đang đóng.', open: (day: string) => `Đang mở đến hết ngày ${day}.`, copied: (moment: string) => `Bản sao lập lúc ${moment}.`, ends: 'Mở đến hết ngày', openGo: 'Mở tập dượt', again: 'Làm mới bản sao', sureAgain: 'Làm mới sẽ bỏ hết việc đã tập và sao lại từ số liệu hôm nay.', move: 'Đổi ngày kết thúc', close: 'Đóng ngay', sureClose: 'Đóng ngay? Ai đang tập dượt sẽ bị đưa ra.', done: 'Đã ghi.',
    what: 'Bản sao gồm đơn vị, cán bộ (không có số định danh, ngày sinh), danh mục, gói định mức và việc đang giao. Không ai đăng nhập thẳng vào bản sao được; mỗi người chuyển qua từ phiên của mình.', here: 'Đang ở bản tập dượt. Về bản chính để mở hoặc đóng.',
  },
};

const en: typeof vi = {
  title: 'Roll-out', note: 'From the contract to the first scored entry', steps: 'Steps', checks: 'Before going live', ready: 'Nothing is missing to go live.', lacking: (count) => `${count} things are to be done before going live.`, open: 'Open', fine: 'complete', missing: (count) => `${count} missing`, should: 'advised', andMore: (count) => `and ${count} more`, mend: 'Complete', training: 'Training', trainingOpen: (day) => `Open until the end of ${day}`, trainingClosed: 'Not open',
  step: { template: 'Positions and work items', people: 'Units and people', packages: 'Norm package', waves: 'Waves', periods: 'Calendar and periods', signIns: 'Accounts, first sign-ins' },
  noWaves: 'no waves: every unit begins at once', waves: {
    title: 'Waves', note: 'Before its wave a unit only practises; nobody is scored for those days', plan: 'Plan a wave', change: 'Change', planTitle: 'A new wave', changeTitle: (name) => `Change the wave ${name}`, name: 'Name', nameHelp: 'Such as Pilot, 7 agencies', starts: 'First day that counts', units: 'Units', unitsHelp: 'Type some letters of the name; each unit stands for those below it', chooseUnit: 'Find a unit', remove: 'Remove', look: 'Preview', go: 'Save', drop: 'Drop this wave', sure: (name) => `Drop the wave ${name}?`, yes: 'Drop it',
    none: 'No waves. Everybody logs and is evaluated at once. Plan a first wave to begin with a pilot.', begun: 'begun', later: 'not begun', people: (count) => `${count} people`, waiting: (people, units) => `${people} people in ${units} units are in no wave and do not log`, preview: (moved) => `The first day of ${moved} people changes.`, stays: 'No first day changes.', rest: (people) => `${people} people are in no wave yet.`, all: 'Everybody is in a wave.', done: 'The wave was saved.', dropped: 'The wave was dropped.', missingUnits: 'Choose at least one unit.',
  },
  practice: {
    title: 'Training', note: 'Everybody tries on a copy; the real data stays untouched', closed: 'Training mode is closed.', open: (day) => `Open until the end of ${day}.`, copied: (moment) => `Copied at ${moment}.`, ends: 'Open until the end of', openGo: 'Open training', again: 'Make the copy anew', sureAgain: 'All that was practised is left behind and the data of today is copied.', move: 'Change the end', close: 'Close now', sureClose: 'Close now? Whoever practises is signed out of it.', done: 'Saved.',
    what: 'The copy holds units, people (without their numbers and birthdays), the catalogue, norm packages and open tasks. Nobody signs in to it; each person goes over from their own session.', here: 'This is the training copy. Go back to the real one to open or close it.',
  },
};

export const t = speaking(vi, en);
