"""The sheet of each person and period: own scores, the superior's opinion, conditions, records, the computed part."""
