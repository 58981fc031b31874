"""What the language says about formulas: their text, names, kinds, units and what may happen."""

FORMULA_SENTENCES: dict[str, tuple[str, str, str]] = {
    # --- the text of a formula ---
    "syntax.character": (
        "syntax",
        "Ký tự '{character}' không dùng được trong công thức.",
        "The character '{character}' cannot be used in a formula.",
    ),
    "syntax.parse": (
        "syntax",
        "Công thức không đọc được ở chỗ này: {near}",
        "The formula cannot be read here: {near}",
    ),
    "syntax.empty": ("syntax", "Công thức còn trống.", "The formula is empty."),
    "syntax.form": (
        "syntax",
        "Ngôn ngữ không có dạng viết này: {quoted}",
        "The language has no such form: {quoted}",
    ),
    "syntax.comma": (
        "syntax",
        "Số thập phân viết với dấu chấm: hãy viết {better}.",
        "Decimals are written with a point: write {better}.",
    ),
    "syntax.comma-call": (
        "syntax",
        "Không rõ {quoted} là một số hay hai: hãy viết {better}, hoặc thêm dấu cách sau dấu phẩy.",
        "It is unclear whether {quoted} is one number or two: write {better}, or put a space after the comma.",
    ),
    "syntax.number": (
        "syntax",
        "'{quoted}' không phải số viết đúng cách: chữ số với dấu chấm, như 0.25.",
        "'{quoted}' is not a plain number: digits with a point, like 0.25.",
    ),
    "syntax.key": (
        "syntax",
        "{quoted} không phải mã: chỉ gồm chữ không dấu, số và _ . + / - trong một cặp ngoặc kép.",
        "{quoted} is not a key: only letters, digits and _ . + / - in one pair of quotes.",
    ),
    "syntax.list": (
        "syntax",
        "Danh sách sau in phải gồm các hằng: {quoted}",
        "The list after in must consist of constants: {quoted}",
    ),
    "size.characters": (
        "size",
        "Công thức dài {count} ký tự, tối đa {limit}.",
        "The formula has {count} characters, at most {limit} are allowed.",
    ),
    "size.nodes": (
        "size",
        "Công thức có quá {limit} phần tử: hãy tách thành các công thức có tên.",
        "The formula has more than {limit} parts: split it into named formulas.",
    ),
    "size.depth": (
        "size",
        "Công thức lồng nhau quá {limit} tầng: hãy tách thành các công thức có tên.",
        "The formula is nested more than {limit} deep: split it into named formulas.",
    ),
    "size.number": (
        "size",
        "Số {quoted} dài quá {limit} ký tự.",
        "The number {quoted} has more than {limit} characters.",
    ),
    # --- names ---
    "name.unknown": (
        "name",
        "Bậc '{level}' không có '{name}'.{hint_vi}",
        "'{name}' is not known at level '{level}'.{hint_en}",
    ),
    "name.function": (
        "name",
        "Không có hàm '{name}'.{hint_vi}",
        "There is no function '{name}'.{hint_en}",
    ),
    "name.table": ("name", "Không có bảng '{name}'.{hint_vi}", "There is no table '{name}'.{hint_en}"),
    "name.bare-function": (
        "name",
        "'{name}' là hàm: hãy viết {name}(…).",
        "'{name}' is a function: write {name}(…).",
    ),
    "arity.count": (
        "arity",
        "{function} cần {expected}; ở đây có {count}.",
        "{function} takes {expected}; here there are {count}.",
    ),
    "arity.keyword": (
        "arity",
        "{function} không nhận '{keyword}='.",
        "{function} does not take '{keyword}='.",
    ),
    "arity.zero": (
        "arity",
        "ratio phải nói rõ khi mẫu số bằng 0: thêm zero=0, hoặc zero=missing.",
        "ratio must say what happens when it divides by zero: add zero=0, or zero=missing.",
    ),
    "arity.places": (
        "arity",
        "Số chữ số thập phân của round là số nguyên viết sẵn từ 0 đến 12.",
        "The places of round are a whole number from 0 to 12, written out.",
    ),
    "arity.mode": (
        "arity",
        "Cách làm tròn phải là một trong: {modes}.",
        "The way of rounding must be one of: {modes}.",
    ),
    "arity.table": (
        "arity",
        "Bảng '{table}' tra bằng {expected} giá trị; ở đây có {count}.",
        "Table '{table}' is looked up by {expected} values; here there are {count}.",
    ),
    # --- scope ---
    "scope.aggregate": (
        "scope",
        "{function} của một giá trị cần bậc dưới, mà bậc '{level}' không đứng trên bậc nào.",
        "{function} of one value needs a level below, and level '{level}' stands over none.",
    ),
    "scope.nested": (
        "scope",
        "Không lồng hàm gộp vào nhau: mỗi hàm gộp nhìn xuống đúng một bậc.",
        "Aggregates cannot be nested: each looks exactly one level down.",
    ),
    "scope.below": (
        "scope",
        "'{name}' thuộc bậc dưới '{below}': hãy gộp lại, ví dụ sum({name}).",
        "'{name}' belongs to the level below, '{below}': aggregate it, for example sum({name}).",
    ),
    "scope.above": (
        "scope",
        "'{name}' thuộc bậc '{level}'; bên trong {function}(…) chỉ dùng tên của bậc '{below}'.",
        "'{name}' belongs to level '{level}'; inside {function}(…) only names of level '{below}' are used.",
    ),
    "cycle.formulas": (
        "cycle",
        "Công thức vòng quanh: {ring}.",
        "These formulas go round in a ring: {ring}.",
    ),
    "cycle.levels": (
        "cycle",
        "Các bậc đứng trên nhau thành vòng: {ring}.",
        "These levels stand over each other in a ring: {ring}.",
    ),
    # --- types ---
    "type.number": (
        "type",
        "Ở đây cần một số, nhưng {quoted} là {found_vi}.",
        "A number is needed here, but {quoted} is {found_en}.",
    ),
    "type.condition": (
        "type",
        "Ở đây cần điều kiện có/không, nhưng {quoted} là {found_vi}.",
        "A yes/no condition is needed here, but {quoted} is {found_en}.",
    ),
    "type.key": (
        "type",
        "Ở đây cần một mã, nhưng {quoted} là {found_vi}.",
        "A key is needed here, but {quoted} is {found_en}.",
    ),
    "type.missing": (
        "type",
        "missing chỉ đứng ở một nhánh if/else hoặc sau zero=; để hỏi có giá trị không hãy viết present(x).",
        "missing stands only in a branch of if/else or after zero=; to ask whether there is a value write present(x).",
    ),
    "type.branches": (
        "type",
        "Hai nhánh phải cùng loại: một là {left_vi}, một là {right_vi}.",
        "Both branches must be of one kind: one is {left_en}, the other is {right_en}.",
    ),
    "type.compare": (
        "type",
        "Không so sánh được {left_vi} với {right_vi}.",
        "{left_en} cannot be compared with {right_en}.",
    ),
    "type.order": (
        "type",
        "Mã và có/không chỉ so sánh bằng == hoặc !=.",
        "Keys and yes/no are compared only by == or !=.",
    ),
    "type.nothing": (
        "type",
        "Công thức này lúc nào cũng là missing.",
        "This formula is always missing.",
    ),
    "type.stated-unit": (
        "unit",
        "Đơn vị ghi là {stated}, nhưng công thức cho ra {inferred}.",
        "The stated unit is {stated}, but the formula gives {inferred}.",
    ),
    "unit.differs": (
        "unit",
        "Hai giá trị này không cộng hay so sánh với nhau được: một theo {left}, một theo {right}.",
        "These two cannot be added or compared: one is in {left}, the other in {right}.",
    ),
    # --- what may happen ---
    "zero.division": (
        "zero-division",
        "Phép này có thể chia cho 0: {divisor} có thể bằng 0. Hãy nói khi đó thì sao: "
        "ratio({dividend}, {divisor}, zero=0), hoặc zero=missing.",
        "This can divide by zero: {divisor} may be 0. Say what happens then: "
        "ratio({dividend}, {divisor}, zero=0), or zero=missing.",
    ),
    "table.gap": (
        "no-default",
        "Bảng '{table}' không nói gì cho {keys}. Hãy thêm các dòng đó hoặc default.",
        "Table '{table}' says nothing for {keys}. Add these rows or a default.",
    ),
    "never.numbers": (
        "unreachable",
        "{quoted} không bao giờ {answer_vi}: vế trái từ {left_lo} đến {left_hi}, vế phải từ {right_lo} đến {right_hi}.",
        "{quoted} is never {answer_en}: the left side lies between {left_lo} and {left_hi}, "
        "the right side between {right_lo} and {right_hi}.",
    ),
    "never.key": (
        "unreachable",
        "{quoted} không bao giờ {answer_vi}: '{key}' không nằm trong {keys}.{hint_vi}",
        "{quoted} is never {answer_en}: '{key}' is not among {keys}.{hint_en}",
    ),
    "never.condition": (
        "unreachable",
        "{quoted} không bao giờ {answer_vi}, nên điều kiện này không phân biệt gì.",
        "{quoted} is never {answer_en}, so this condition decides nothing.",
    ),
    "overflow.magnitude": (
        "overflow",
        "{quoted} có thể lên tới 10^60 hoặc hơn. Hãy thu hẹp min, max của dữ liệu đầu vào.",
        "{quoted} could reach 10^60 or more. Narrow the min and max of the inputs.",
    ),
    "overflow.places": (
        "overflow",
        "{quoted} có thể có từ 100 chữ số thập phân trở lên. Hãy làm tròn ở giữa chừng.",
        "{quoted} could have 100 decimals or more. Round on the way.",
    ),
}
