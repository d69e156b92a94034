"""How do you know? What the model reproduces that it was not told, and what each of its findings rests on."""
