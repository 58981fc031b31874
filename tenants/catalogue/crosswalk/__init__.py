"""Crosswalks (bảng chuyển đổi): what became of each position or work item of an old catalogue in a new one."""
