"""The catalogue as Excel files: read with an error for every wrong cell, written so that it reads back the same."""
