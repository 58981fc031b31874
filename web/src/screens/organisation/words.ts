/** What several screens of this area say. */
import { speaking } from '../../words/language.svelte';

const vi = {
  going: 'Đang ghi…', cancel: 'Thôi', more: 'Xem thêm', document: 'Số quyết định', documentHelp: 'Ví dụ 12/QĐ-UBND; được giữ cùng thay đổi', from: 'Từ ngày', reason: 'Lý do',
  missing: (what: string) => `Hãy nhập ${what.toLowerCase()}.`, choose: (what: string) => `Hãy chọn ${what.toLowerCase()}.`, done: 'Đã ghi.', copy: 'Chép', copied: 'Đã chép vào bộ nhớ tạm', yes: 'Có', no: 'Không', none: 'chưa có',
  roles: { CADRE: 'Cán bộ', DIVISION_DEPUTY: 'Phó trưởng phòng', DIVISION_HEAD: 'Trưởng phòng', AGENCY_DEPUTY: 'Cấp phó cơ quan', AGENCY_HEAD: 'Người đứng đầu cơ quan', PROVINCE_DEPUTY: 'Phó Chủ tịch tỉnh', PROVINCE_HEAD: 'Chủ tịch tỉnh' },
  groups: { LEADERSHIP: 'Lãnh đạo, quản lý', PROFESSIONAL: 'Chuyên môn', SHARED: 'Chuyên môn dùng chung', SUPPORT: 'Hỗ trợ, phục vụ' },
  parts: { label: 'Đơn vị và con người', units: 'Cây đơn vị', people: 'Cán bộ', importing: 'Nhập từ Excel', accountsLabel: 'Tài khoản và đăng nhập', accounts: 'Tài khoản', sso: 'Đăng nhập một lần' },
};
const en: typeof vi = {
  going: 'Writing…', cancel: 'Cancel', more: 'Show more', document: 'Decision number', documentHelp: 'Such as 12/QĐ-UBND; kept with the change', from: 'From', reason: 'Reason',
  missing: (what) => `Enter: ${what.toLowerCase()}.`, choose: (what) => `Choose: ${what.toLowerCase()}.`, done: 'Written.', copy: 'Copy', copied: 'Copied', yes: 'Yes', no: 'No', none: 'none yet',
  roles: { CADRE: 'Cadre', DIVISION_DEPUTY: 'Deputy head of division', DIVISION_HEAD: 'Head of division', AGENCY_DEPUTY: 'Deputy head of agency', AGENCY_HEAD: 'Head of agency', PROVINCE_DEPUTY: 'Deputy chair of the province', PROVINCE_HEAD: 'Chair of the province' },
  groups: { LEADERSHIP: 'Leadership', PROFESSIONAL: 'Specialised', SHARED: 'Shared specialised', SUPPORT: 'Support' },
  parts: { label: 'Units and people', units: 'Units', people: 'People', importing: 'Import from Excel', accountsLabel: 'Accounts and signing in', accounts: 'Accounts', sso: 'Single sign-on' },
};

export const t = speaking(vi, en);
