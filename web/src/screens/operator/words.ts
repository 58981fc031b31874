import { speaking } from '../../words/language.svelte';

const vi = {
  tenants: {
    title: 'Tỉnh, bộ', note: 'Chỉ có số đếm và thời điểm, không có dữ liệu cá nhân', search: 'Tìm theo tên', all: 'Tất cả', troubled: 'Cần xem', shown: 'Danh sách', none: 'Không có đơn vị nào khớp.',
    name: 'Đơn vị', state: 'Tình trạng', entry: 'Việc ghi gần nhất', entries: 'Việc ghi trong 24 giờ', scores: 'Chờ chấm điểm', outbox: 'Chờ gửi đi', dead: 'Việc máy hỏng',
  },
  conditions: { FINE: 'Bình thường', BEHIND: 'Chậm', FAILING: 'Có việc máy hỏng', UNMEASURED: 'Chưa đếm' },
  meanings: {
    FINE: 'Không có gì chờ quá 15 phút.',
    BEHIND: 'Có thứ chờ quá 15 phút: điểm chưa chấm, số chưa cộng hoặc việc chưa gửi đi.',
    FAILING: 'Có việc máy đã thử nhiều lần không xong và dừng lại.',
    UNMEASURED: 'Chương trình chưa đếm đơn vị này trong 15 phút qua. Việc định kỳ có thể đang dừng.',
  },
  one: {
    measured: (time: string) => `Đếm lúc ${time}`, never: 'Chưa đếm lần nào', unknown: 'chưa có',
    accounts: 'Tài khoản đăng nhập được', signIn: 'Lần đăng nhập gần nhất', entry: 'Việc ghi gần nhất', entries: 'Việc ghi trong 24 giờ', scores: 'Việc chờ chấm điểm', months: 'Tháng chờ tính lại', deltas: 'Biến động chưa cộng dồn', files: 'Tệp đã gửi', outbox: 'Dòng chờ gửi đi', dead: 'Việc máy hỏng', since: (time: string) => `từ ${time}`, slug: 'Mã đăng nhập', jobs: 'Xem hàng đợi',
    activity: 'Hoạt động', backlog: 'Đang chờ', storage: 'Lưu trữ',
  },
  health: {
    title: 'Tình trạng', note: (time: string) => `Lúc ${time}, tự làm mới mỗi 15 giây`, paused: 'Không tới được máy chủ; số dưới đây là của lần trước.', refresh: 'Làm mới',
    parts: 'Nền tảng', schema: 'Cấu trúc cơ sở dữ liệu', current: (revision: string) => `bản ${revision}, đúng bản chương trình cần`, stale: (revision: string, expected: string) => `bản ${revision}, chương trình cần ${expected}. Chạy roviec migrate.`,
    size: 'Dung lượng cơ sở dữ liệu', started: 'Cơ sở dữ liệu chạy từ', outbox: 'Chờ gửi đi', outboxFine: 'không có gì chờ', dead: 'Việc máy hỏng', none: 'không có', tenants: 'Đơn vị',
    schedule: 'Việc định kỳ', job: 'Việc', ran: 'Chạy xong gần nhất', never: 'chưa lần nào', late: 'Quá một ngày', onTime: 'Đúng hẹn', noSchedule: 'Chưa có việc định kỳ nào chạy. Hãy chạy roviec worker.',
  },
  jobs: {
    title: 'Hàng đợi, việc máy', queues: 'Hàng đợi', queue: 'Hàng đợi', waiting: 'Chờ', running: 'Đang chạy', delayed: 'Hẹn chạy lại', dead: 'Hỏng', oldest: 'Chờ lâu nhất', empty: 'Không có việc nào trong hàng đợi của cơ sở dữ liệu. Khi dùng RabbitMQ hoặc Redis, số chờ xem ở máy đó; việc hỏng luôn ở đây.',
    deadTitle: 'Đã dừng lại', deadNone: 'Không có việc máy nào dừng lại. Việc thử năm lần không xong sẽ hiện ở đây.', retryTitle: 'Sẽ tự chạy lại', retryNone: 'Không có việc nào đang chờ chạy lại.',
    tries: (count: number) => `đã thử ${count} lần`, next: (time: string) => `chạy lại lúc ${time}`, gone: (time: string) => `dừng lúc ${time}`, error: (name: string) => `lỗi ${name}`, noError: 'không rõ lỗi', again: 'Chạy lại', againOf: (job: string, tenant: string) => `${job}, ${tenant}`, done: (job: string) => `Đã xin chạy lại ${job}. Lần này đã được ghi vào nhật ký hệ thống.`, unknown: 'không rõ đơn vị',
    why: 'Chỉ hiện tên việc và loại lỗi. Nội dung có thể có dữ liệu cá nhân nên không hiện; xem trên máy chủ bằng roviec queue dead.',
    capped: 'Đang hiện 200 dòng cũ nhất.',
  },
  names: {
    apply_norm_correction: 'Chấm lại theo định mức đã sửa', score_pending: 'Chấm điểm việc', merge_rollups: 'Cộng dồn', score_months: 'Tính điểm tháng', close_period: 'Chốt kỳ', make_sheets: 'Lập phiếu', refresh_sheets: 'Cập nhật phiếu', replay_month: 'Phòng thử: chấm lại tháng', finish_lab_run: 'Phòng thử: tổng kết', print_papers: 'In phiếu', chain_receipts: 'Nối chuỗi phiếu điểm', learn_norms: 'Học định mức', count_month: 'Đếm để hiệu chỉnh', gather_statistics: 'Tổng hợp số liệu tỉnh',
    ensure_months: 'Tạo tháng nhật ký', sweep_pending: 'Xin lại việc sót', forget_expired: 'Dọn phiên cũ', seal_receipts: 'Niêm phong phiếu điểm', count_months: 'Đếm tháng', keep_calendars: 'Giữ lịch kỳ', escalate_steps: 'Nhắc bước quá hạn', escalate_petitions: 'Nhắc kiến nghị', keep_sheets: 'Giữ phiếu đúng', keep_statistics: 'Giữ số liệu tỉnh', release_statistics: 'Phát hành số liệu', measure_tenants: 'Đếm đơn vị',
  } as Record<string, string>,
};

const en: typeof vi = {
  tenants: {
    title: 'Provinces, ministries', note: 'Counts and times only, nothing personal', search: 'Find by name', all: 'All', troubled: 'To look at', shown: 'List', none: 'Nothing fits.',
    name: 'Tenant', state: 'State', entry: 'Last work logged', entries: 'Logged in 24 hours', scores: 'To be scored', outbox: 'To hand on', dead: 'Given up',
  },
  conditions: { FINE: 'Fine', BEHIND: 'Behind', FAILING: 'Jobs given up', UNMEASURED: 'Not counted' },
  meanings: {
    FINE: 'Nothing waits longer than 15 minutes.',
    BEHIND: 'Something waits longer than 15 minutes: scores, sums or jobs to hand on.',
    FAILING: 'Jobs were tried several times and given up.',
    UNMEASURED: 'The program has not counted this tenant for 15 minutes. Periodic work may have stopped.',
  },
  one: {
    measured: (time) => `Counted at ${time}`, never: 'Not counted yet', unknown: 'none',
    accounts: 'Accounts that may sign in', signIn: 'Last sign-in', entry: 'Last work logged', entries: 'Logged in 24 hours', scores: 'Entries to be scored', months: 'Months to be scored', deltas: 'Changes not summed', files: 'Files', outbox: 'Rows to hand on', dead: 'Jobs given up', since: (time) => `since ${time}`, slug: 'Short name', jobs: 'See the queue',
    activity: 'Activity', backlog: 'Waiting', storage: 'Storage',
  },
  health: {
    title: 'Health', note: (time) => `At ${time}, refreshed every 15 seconds`, paused: 'The server does not answer; these are the last figures.', refresh: 'Refresh',
    parts: 'Platform', schema: 'Database schema', current: (revision) => `revision ${revision}, as the program needs`, stale: (revision, expected) => `revision ${revision}, the program needs ${expected}. Run roviec migrate.`,
    size: 'Database size', started: 'Database up since', outbox: 'To hand on', outboxFine: 'nothing waits', dead: 'Jobs given up', none: 'none', tenants: 'Tenants',
    schedule: 'Periodic work', job: 'Job', ran: 'Last done', never: 'never yet', late: 'Over a day ago', onTime: 'On time', noSchedule: 'No periodic work has run. Run roviec worker.',
  },
  jobs: {
    title: 'Queues and jobs', queues: 'Queues', queue: 'Queue', waiting: 'Waiting', running: 'Running', delayed: 'To be retried', dead: 'Given up', oldest: 'Longest wait', empty: 'Nothing in the database’s queue. With RabbitMQ or Redis look there for what waits; what was given up is always here.',
    deadTitle: 'Given up', deadNone: 'Nothing was given up. Jobs that fail five times show here.', retryTitle: 'To be retried', retryNone: 'Nothing waits for its next try.',
    tries: (count) => `tried ${count} times`, next: (time) => `next at ${time}`, gone: (time) => `given up at ${time}`, error: (name) => `error ${name}`, noError: 'error not known', again: 'Run again', againOf: (job, tenant) => `${job}, ${tenant}`, done: (job) => `${job} was asked for again. This is on the trail.`, unknown: 'tenant not known',
    why: 'Only the job and the class of its error are shown. The rest may hold personal data; look on the server with roviec queue dead.',
    capped: 'The 200 oldest are shown.',
  },
  names: {},
};

export const t = speaking(vi, en);
export type Condition = keyof typeof vi.conditions;
