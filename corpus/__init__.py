"""What was written: the document library, the full-text index and the sample documents."""
