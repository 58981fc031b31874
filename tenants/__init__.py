"""The domain: what a province sets up, what its cadres log, how it is scored and summed."""
