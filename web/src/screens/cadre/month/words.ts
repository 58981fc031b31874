/** What is said of a score that grows, and of what would change it; it comes with the day. */
import { speaking } from '../../../words/language.svelte';

const vi = {
  quality_waived: (times: number) => `Nếu ${times} lần làm lại được xác nhận do nguyên nhân khách quan`,
  delays_waived: (times: number) => `Nếu ${times} lần chậm được xác nhận do nguyên nhân khách quan`,
  on_time: (times: number) => `Nếu ${times} việc chậm được làm đúng hạn`,
  accepted: (times: number) => `Nếu phần chưa nhận của ${times} việc được nhận`,
  finished: (times: number) => `Nếu phần còn thiếu của ${times} việc được giao được hoàn thành`,
  verified: (times: number) => `Nếu ${times} việc chờ xác nhận được nhận đủ, mức Tốt`,
  one: {
    quality_waived: 'Nếu lần làm lại được xác nhận do nguyên nhân khách quan',
    delays_waived: 'Nếu lần chậm được xác nhận do nguyên nhân khách quan',
    on_time: 'Nếu việc này làm đúng hạn',
    accepted: 'Nếu phần chưa nhận được nhận',
    finished: 'Nếu phần còn thiếu được hoàn thành',
    verified: 'Nếu việc này được nhận đủ, mức Tốt',
  },
  month: 'điểm tháng',
  same: 'không đổi',
  class: (name: string) => `thành ${name}`,
  unsettled: 'Nhật ký vừa thay đổi, số sẽ có khi tháng được tính lại xong.',
};

const en: typeof vi = {
  quality_waived: (times) => `If ${times} failed reviews were put down to an objective cause`,
  delays_waived: (times) => `If ${times} delays were put down to an objective cause`,
  on_time: (times) => `If ${times} late pieces of work had been on time`,
  accepted: (times) => `If what was not accepted of ${times} entries were accepted`,
  finished: (times) => `If what is missing of ${times} assigned tasks were finished`,
  verified: (times) => `If ${times} waiting entries were confirmed whole, as good`,
  one: {
    quality_waived: 'If the failed review were put down to an objective cause',
    delays_waived: 'If the delay were put down to an objective cause',
    on_time: 'If this work had been on time',
    accepted: 'If what was not accepted were accepted',
    finished: 'If what is missing were finished',
    verified: 'If this entry were confirmed whole, as good',
  },
  month: 'points of the month',
  same: 'no change',
  class: (name) => `giving ${name}`,
  unsettled: 'The log has just changed; amounts come when the month has been reckoned again.',
};

export const m = speaking(vi, en);
