"""What follows when a post goes on as another from a day on: who it leads, whom it lets act, what it was assigned."""

from typing import Final

FOLLOWING: Final = (
    "UPDATE appointment SET leader_appointment_id = :fresh WHERE tenant_id = :tenant AND leader_appointment_id = :post"
    " AND (valid_to IS NULL OR valid_to > :on)",
    "UPDATE delegation SET appointment_id = :fresh WHERE tenant_id = :tenant AND appointment_id = :post"
    " AND valid_to > :on",
    "UPDATE task SET appointment_id = :fresh WHERE tenant_id = :tenant AND appointment_id = :post AND status = 'open'",
)
"""Statements that let what hangs on the post `post` hang on `fresh` from the day `on`; parameter `tenant` too."""
