"""The norm lab: any past period replayed under a draft, to see what publishing it would do."""
