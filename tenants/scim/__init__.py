"""SCIM 2.0 (RFC 7643, 7644): people and units kept by a directory outside, through the same acts as by hand."""
