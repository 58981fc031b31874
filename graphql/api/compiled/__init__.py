"""Hot reads: a selection compiled to one SQL statement whose answer goes to the wire as it comes."""
