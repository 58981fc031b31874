"""What the language says about the document itself: its YAML, names, inputs, tables, levels and examples."""

DOCUMENT_SENTENCES: dict[str, tuple[str, str, str]] = {
    "document.yaml": (
        "syntax",
        "Tài liệu không đọc được ở chỗ này ({detail}).",
        "The document cannot be read here ({detail}).",
    ),
    "document.characters": (
        "size",
        "Tài liệu dài quá {limit} ký tự.",
        "The document has more than {limit} characters.",
    ),
    "document.depth": (
        "size",
        "Tài liệu lồng nhau quá {limit} tầng.",
        "The document is nested more than {limit} deep.",
    ),
    "document.mapping": (
        "syntax",
        "Tài liệu phải gồm các mục có tên.",
        "The document must consist of named entries.",
    ),
    "document.anchor": (
        "syntax",
        "Không dùng neo (&) và bí danh (*): hãy viết ra giá trị.",
        "Anchors (&) and aliases (*) are not used: write the value out.",
    ),
    "document.tag": ("syntax", "Không dùng nhãn kiểu (!).", "Tags (!) are not used."),
    "document.merge": (
        "syntax",
        "Không dùng khóa gộp (<<): hãy viết ra các mục.",
        "Merge keys (<<) are not used: write the entries out.",
    ),
    "document.second": (
        "syntax",
        "Một tệp chỉ chứa một tài liệu.",
        "A file holds one document only.",
    ),
    "document.key": ("syntax", "Tên mục phải là chữ.", "The name of an entry must be text."),
    "document.duplicate": (
        "syntax",
        "Mục '{key}' được viết hai lần.",
        "The entry '{key}' is written twice.",
    ),
    "document.entry": (
        "name",
        "Ở đây không có mục '{key}'.{hint_vi}",
        "There is no entry '{key}' here.{hint_en}",
    ),
    "document.required": ("syntax", "Thiếu mục '{key}'.", "The entry '{key}' is missing."),
    "document.expects": ("type", "Ở đây phải là {expected_vi}.", "This must be {expected_en}."),
    "document.override": (
        "name",
        "Bản sửa của tỉnh không được thay '{key}': chỉ thay tham số, bảng, công thức và ví dụ đã có.",
        "An override cannot replace '{key}': only existing settings, tables, formulas and examples.",
    ),
    "document.formulas": (
        "size",
        "Gói có quá {limit} công thức.",
        "The package has more than {limit} formulas.",
    ),
    "document.rows": (
        "size",
        "Gói có quá {limit} dòng bảng.",
        "The package has more than {limit} table rows.",
    ),
    "document.times": (
        "size",
        "Ví dụ có quá {limit} bản ghi.",
        "The example has more than {limit} records.",
    ),
    "document.name": (
        "name",
        "'{name}' không dùng làm tên được: chữ thường không dấu, số và _, bắt đầu bằng chữ, tối đa 40 ký tự, "
        "không trùng từ của ngôn ngữ.",
        "'{name}' cannot be a name: lower-case letters, digits and _, a letter first, at most 40 characters, "
        "not a word of the language.",
    ),
    "document.taken": (
        "name",
        "Tên '{name}' đã dùng ở đây cho việc khác.",
        "The name '{name}' is already used here for something else.",
    ),
    "document.bad-key": (
        "syntax",
        "'{key}' không dùng làm mã được: chỉ gồm chữ không dấu, số và _ . + / -",
        "'{key}' cannot be a key: only letters, digits and _ . + / -",
    ),
    "document.number": (
        "syntax",
        "'{text}' không phải số viết đúng cách: chữ số với dấu chấm, như 0.25, tối đa 24 ký tự.",
        "'{text}' is not a plain number: digits with a point, like 0.25, at most 24 characters.",
    ),
    "document.comma": (
        "syntax",
        "'{text}': hãy viết {better}.",
        "'{text}': write {better}.",
    ),
    "document.unit": (
        "unit",
        "'{text}' không phải đơn vị: viết như hour/product.",
        "'{text}' is not a unit: write one like hour/product.",
    ),
    "document.order": (
        "type",
        "Các mốc phải {way_vi}, không trùng nhau.",
        "The bounds must be {way_en}, none twice.",
    ),
    "document.level": (
        "name",
        "Không có bậc '{name}'.{hint_vi}",
        "There is no level '{name}'.{hint_en}",
    ),
    "document.output": (
        "name",
        "Bậc '{level}' hứa kết quả '{name}' nhưng không có công thức đó.{hint_vi}",
        "Level '{level}' promises '{name}' and has no such formula.{hint_en}",
    ),
    "document.by": (
        "scope",
        "Khóa '{key}' không dùng được ở bậc này: bậc dưới '{below}' thô hơn.",
        "The key '{key}' cannot be used at this level: the level below, '{below}', is coarser.",
    ),
    "document.range": (
        "type",
        "Giá trị {value} nằm ngoài khoảng từ {lo} đến {hi}, hoặc không theo bước {step}.",
        "The value {value} is not between {lo} and {hi} in steps of {step}.",
    ),
    "document.choice": (
        "type",
        "'{value}' không nằm trong các mã: {keys}.{hint_vi}",
        "'{value}' is not one of the keys: {keys}.{hint_en}",
    ),
    "document.value": (
        "type",
        "'{text}' không phải giá trị của '{name}'.",
        "'{text}' is not a value of '{name}'.",
    ),
    "criteria.size": (
        "size",
        "Cây tiêu chí có quá {limit} tiêu chí.",
        "The tree has more than {limit} criteria.",
    ),
    "criteria.code": (
        "name",
        "Mã tiêu chí '{code}' được viết hai lần.",
        "The criterion '{code}' is written twice.",
    ),
    "criteria.highest": (
        "type",
        "Điểm tối đa phải lớn hơn 0.",
        "The max must be above 0.",
    ),
    "criteria.name": (
        "name",
        "Điều kiện áp dụng chỉ dùng group (nhóm vị trí) và role (vai trò), không có '{name}'.{hint_vi}",
        "What applies is said by group and role; '{name}' is not known here.{hint_en}",
    ),
    "criteria.sum": (
        "sum",
        "Các phần cộng lại được {sum} với {who}, phải là {highest}.",
        "The parts add up to {sum} for {who}; they must add up to {highest}.",
    ),
    "criteria.nobody": (
        "unreachable",
        "Tiêu chí này không áp dụng cho ai, vì tiêu chí cấp trên loại trừ.",
        "This criterion applies to nobody: the one above it excludes them.",
    ),
    "criteria.general": (
        "sum",
        "Cây tiêu chí tối đa {highest} điểm, còn dữ liệu 'general' ở bậc '{level}' tối đa {other}.",
        "The criteria give at most {highest}, and the input 'general' of level '{level}' allows {other}.",
    ),
    "criteria.unused": (
        "name",
        "Có cây tiêu chí nhưng không bậc nào nhận dữ liệu 'general'.",
        "There are criteria, and no level has an input 'general' to take them.",
    ),
    "document.bounds": (
        "type",
        "min phải không lớn hơn max, và step phải lớn hơn 0.",
        "min must not exceed max, and step must be above 0.",
    ),
}
