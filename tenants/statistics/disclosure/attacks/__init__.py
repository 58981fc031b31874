"""Those who try to learn a hidden count from everything that is shown."""
