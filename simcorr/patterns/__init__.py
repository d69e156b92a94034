"""What is observed elsewhere, and the studies in the model that it is read from."""
