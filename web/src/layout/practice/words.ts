/** What is said of training mode and of waiting for one's wave, wherever one is. */
import { speaking } from '../../words/language.svelte';

const vi = {
  band: 'TẬP DƯỢT', told: 'Đây là bản sao. Việc ghi, xác nhận và điểm ở đây không tính vào đâu cả.', back: 'Về bản chính', enter: 'Vào chế độ tập dượt', going: 'Đang chuyển…',
  waits: 'Đơn vị của bạn chưa đến đợt triển khai', from: (day: string) => `Nhật ký bắt đầu tính từ ${day}. Trước ngày đó chỉ xem, chưa ghi.`, unknown: 'Chưa có ngày bắt đầu. Hiện chỉ xem, chưa ghi nhật ký.', until: (day: string) => `Tập dượt mở đến hết ${day}.`,
  failed: 'Chưa chuyển được.',
};

const en: typeof vi = {
  band: 'TRAINING', told: 'This is a copy. What is logged, verified and scored here counts nowhere.', back: 'Back to the real one', enter: 'Practise', going: 'Changing…',
  waits: 'Your unit has not begun yet', from: (day) => `The log counts from ${day}. Until then you can look, not log.`, unknown: 'No first day is set. For now you can look, not log.', until: (day) => `Training is open until the end of ${day}.`,
  failed: 'Could not change over.',
};

export const t = speaking(vi, en);
