"""What is measured, against which peer."""
