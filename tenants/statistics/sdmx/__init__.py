"""Statistical data as other offices read it: SDMX-CSV 2.0, SDMX-ML 2.1 and SDMX-JSON 2.0."""
