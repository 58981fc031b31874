"""The nation's figures: provinces' parts put together, protected, and laid out as rows of a release."""
