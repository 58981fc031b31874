import { speaking } from '../../../words/language.svelte';

interface Part {
  title: string;
  texts: string[];
}

const vi = {
  title: 'Cách tính',
  note: 'Số liệu được làm ra và giữ kín như thế nào, bằng lời thường',
  parts: [
    { title: 'Số liệu đi từ đâu', texts: [
      'Hết quý, chương trình đếm trong từng tỉnh: mỗi người một lần, ở đơn vị xếp loại người đó, theo quyết định đang có hiệu lực. Người đứng đầu tỉnh xem số thật và phê duyệt bằng một văn bản.',
      'Bản phát hành quốc gia chỉ lấy phần đã phê duyệt. Tỉnh chưa phê duyệt đúng hạn được ghi tên trong “chưa có”; số cả nước khi đó là của các tỉnh đã gửi.',
      'Không có tên, số định danh hay dòng nhật ký nào đi ra khỏi tỉnh.',
    ] },
    { title: 'Vì sao có ô “ẩn”', texts: [
      'Số từ 1 đến 4 người có thể làm lộ một người cụ thể, nên bị ẩn. Chỉ ẩn ô đó thì lấy tổng trừ đi vẫn tính lại được, nên một số ô khác cũng phải ẩn theo.',
      'Mọi ô ẩn mang cùng một dấu. Nếu nói ô nào nhỏ, ô nào ẩn theo, người đọc sẽ thu hẹp được số bị ẩn.',
      'Trước khi phát hành, máy tự đóng vai người muốn dò số: với mỗi ô ẩn luôn có hai bảng khác, một bảng không có ai ở ô đó và một bảng có từ 5 người, cùng in ra đúng bản phát hành này.',
      'Số hiện ra là số đúng, không làm tròn và không thêm nhiễu. Ẩn không có nghĩa là 0.',
    ] },
    { title: 'Các lần phát hành', texts: [
      'Bản đã phát hành không ai sửa được. Có tỉnh gửi muộn hoặc đính chính đủ lớn thì có lần sau, kèm lý do. Ô đã ẩn ở lần trước vẫn ẩn ở lần sau.',
    ] },
    { title: 'So sánh các tỉnh', texts: [
      'Mỗi tỉnh có gói định mức riêng, gói chặt cho điểm thấp hơn trên cùng một khối việc. Vì vậy điểm trung bình chưa hiệu chỉnh không được xếp hạng.',
      'Chỉ số so sánh chung chấm một khối việc mẫu cố định theo gói của tỉnh và theo gói quốc gia, rồi đổi điểm của tỉnh sang thang chung. Chỉ số này cần từ 30 người.',
      'Tỷ lệ xếp loại do người đứng đầu quyết định trong hạn mức của quy định; cao hay thấp hơn nơi khác không tự nói lên chất lượng công việc.',
    ] },
    { title: 'Dấu trong bảng và trong tệp', texts: [
      '“ẩn”: giữ kín (OBS_STATUS Q, CONF_STATUS C, status suppressed). “chưa có”: tỉnh chưa gửi hoặc không công bố (L, not_reported). “–”: không có ai thuộc ô đó (M, not_applicable).',
    ] },
  ] as Part[],
  links: 'Xem tiếp',
  nation: 'Bản đồ cả nước', releases: 'Các bản phát hành', explorer: 'Hỏi bằng GraphQL',
};

const en: typeof vi = {
  title: 'How figures are made',
  note: 'How figures come about and how they are protected, in plain words',
  parts: [
    { title: 'Where figures come from', texts: [
      'When a quarter ends the program counts within each province: everybody once, in the unit that ranks them, by the decision in force. The head of the province looks at the true counts and approves them by a document.',
      'The national release uses approved parts only. Provinces late with their approval are named as not reported; national figures are then of the others.',
      'No name, no personal number and no line of a work log leaves the province.',
    ] },
    { title: 'Why some figures are “ẩn” (hidden)', texts: [
      'Counts of 1 to 4 people could give away a person, so they are hidden. Hiding that figure alone would not help, since it follows from the total; so some others are hidden along with it.',
      'All hidden figures carry the same mark. To say which are small and which are hidden along would narrow down the hidden numbers.',
      'Before release the program plays the attacker: for each hidden figure there are two other tables, one with nobody there and one with five people or more, that print the very same release.',
      'What is shown is exact, neither rounded nor blurred. Hidden does not mean 0.',
    ] },
    { title: 'Versions', texts: [
      'Nobody can change a release. When a province reports late, or a correction is large enough, a new version follows with its reason. What was hidden stays hidden.',
    ] },
    { title: 'Comparing provinces', texts: [
      'Each province has its own norms, and strict norms give fewer points for the same work. So unadjusted means are never ranked.',
      'The harmonised index scores a fixed sample of work by the province’s norms and by the national ones, and maps the province’s points to the common scale. It needs 30 people.',
      'Shares of classes are decided by heads within the quota; more or less than elsewhere says nothing of the quality of work by itself.',
    ] },
    { title: 'Marks in tables and files', texts: [
      '“ẩn”: hidden (OBS_STATUS Q, CONF_STATUS C, status suppressed). “not yet”: not reported or not published (L, not_reported). “–”: nobody is there (M, not_applicable).',
    ] },
  ],
  links: 'Further',
  nation: 'Map of the nation', releases: 'Releases', explorer: 'Ask by GraphQL',
};

export const t = speaking(vi, en);
