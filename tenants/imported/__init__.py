"""Results of an earlier system (nhập từ hệ thống cũ, chưa xác nhận): kept apart, shown with a mark, never counted."""
