"""Every parameter, declared once, a file to each group."""
