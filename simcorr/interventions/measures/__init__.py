"""The measures, a file to each kind of recommendation."""
