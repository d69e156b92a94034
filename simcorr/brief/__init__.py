"""The brief of a comparison: frames, metadata and figures in, a document out."""
