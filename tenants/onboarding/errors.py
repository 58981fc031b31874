"""Why a wave is not planned, and why nobody practises."""

from kernel.errors import Refusal


class BadWaveName(Refusal):
    """A wave needs a name that fits a line."""

    code = "BAD_WAVE_NAME"
    vi = "Đợt triển khai phải có tên, dài nhất 120 ký tự."
    en = "A wave needs a name of at most 120 characters."


class EmptyWave(Refusal):
    """A wave names no unit."""

    code = "EMPTY_WAVE"
    vi = "Hãy chọn ít nhất một đơn vị cho đợt triển khai."
    en = "Choose at least one unit for the wave."


class UnitInAnotherWave(Refusal):
    """A unit is named by one wave only."""

    code = "UNIT_IN_ANOTHER_WAVE"
    vi = "{unit} đã nằm trong đợt {wave}."
    en = "{unit} is already in the wave {wave}."


class WaveObligesThePast(Refusal):
    """People would be held to account for days that are over."""

    code = "WAVE_OBLIGES_THE_PAST"
    vi = "Với ngày này {people} người sẽ phải có nhật ký cho những ngày đã qua. Hãy chọn từ hôm nay trở đi."
    en = "With this date {people} people would owe a log for days that are over. Choose today or a later day."


class WaveOverEntries(Refusal):
    """Work was logged on days on which its unit would not have begun."""

    code = "WAVE_OVER_ENTRIES"
    vi = "{people} người đã ghi việc trước ngày đơn vị của họ sẽ bắt đầu; việc đã ghi vẫn tính nên không lùi đợt được."
    en = "{people} people logged work before the day on which their unit would begin; it counts, so the wave stays."


class TrainingClosed(Refusal):
    """The province has no training twin open today."""

    code = "TRAINING_CLOSED"
    vi = "Chế độ tập dượt đang đóng."
    en = "Training mode is closed."


class NotInTraining(Refusal):
    """The account came after the copies were made."""

    code = "NOT_IN_TRAINING"
    vi = "Bản tập dượt được sao trước khi có tài khoản của bạn. Hãy nhờ người quản trị làm mới bản tập dượt."
    en = "The training copy was made before your account. Ask the administrator to make it anew."


class BadTrainingEnd(Refusal):
    """Training ends today at the earliest and within half a year."""

    code = "BAD_TRAINING_END"
    vi = "Ngày kết thúc tập dượt phải từ hôm nay đến tối đa {days} ngày sau."
    en = "Training must end between today and {days} days from now."


class TrainingInTraining(Refusal):
    """A training twin has no twin of its own."""

    code = "TRAINING_IN_TRAINING"
    vi = "Đang ở bản tập dượt. Hãy trở về bản chính để làm việc này."
    en = "This is the training copy. Go back to the real one to do this."
