/** What is said of entries that wait on the device. */
import { many } from '../../../words/many';
import { speaking } from '../../../words/language.svelte';

const vi = {
  title: 'Việc chờ gửi',
  kept: (count: number) => `${count} việc được giữ trên máy này.`,
  willSend: 'Có mạng sẽ tự gửi, mỗi việc đúng một lần.',
  memory: 'Bộ nhớ',
  memoryUsed: (count: number, size: string) => `${count} trên 500 việc · ảnh, tệp ${size}`,
  clock: 'Giờ máy',
  clockRight: 'đúng với hệ thống',
  clockSlow: (minutes: number) => `chậm ${minutes} phút, hệ thống ghi cả hai giờ`,
  clockFast: (minutes: number) => `nhanh ${minutes} phút, hệ thống ghi cả hai giờ`,
  attention: 'Cần bạn xem',
  waiting: 'Chờ gửi, theo thứ tự ghi',
  drafts: 'Giữ làm nháp trên máy này',
  sentToday: 'Đã gửi hôm nay',
  writtenAt: (time: string) => `ghi lúc ${time}`,
  receivedAt: (time: string) => `Hệ thống nhận ${time} · từ máy này`,
  contentSafe: 'Nội dung và minh chứng vẫn còn nguyên.',
  keepDraft: 'Giữ làm nháp',
  again: 'Gửi lại',
  discard: 'Xóa khỏi máy',
  empty: 'Không có việc nào chờ gửi. Việc ghi khi không có mạng sẽ nằm ở đây cho tới khi hệ thống nhận.',
  sendNow: 'Thử gửi ngay',
};

const en: typeof vi = {
  title: 'Waiting to send',
  kept: (count) => `${many(count, 'entry', 'entries')} kept on this device.`,
  willSend: 'With a network they go out by themselves, each exactly once.',
  memory: 'Memory',
  memoryUsed: (count, size) => `${count} of 500 entries · photos, files ${size}`,
  clock: 'Clock',
  clockRight: 'agrees with the server',
  clockSlow: (minutes) => `${minutes} min slow, both times are recorded`,
  clockFast: (minutes) => `${minutes} min fast, both times are recorded`,
  attention: 'Needs you',
  waiting: 'Waiting, in the order written',
  drafts: 'Kept as drafts on this device',
  sentToday: 'Sent today',
  writtenAt: (time) => `written at ${time}`,
  receivedAt: (time) => `Received ${time} · from this device`,
  contentSafe: 'Content and evidence are untouched.',
  keepDraft: 'Keep as draft',
  again: 'Send again',
  discard: 'Delete from device',
  empty: 'Nothing waits. What you log without a network stays here until the server has it.',
  sendNow: 'Try to send now',
};

export const q = speaking(vi, en);
