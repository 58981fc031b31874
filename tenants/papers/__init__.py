"""Papers of the evaluation: sheets, annual sheets, summary tables and minutes as PDF, Word and Excel from one model."""
