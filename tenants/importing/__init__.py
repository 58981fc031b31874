"""Units and people of a province brought in from Excel, and one person set against the register."""
