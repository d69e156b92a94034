"""Laws of conservation, held against the state of either engine at the end of every week."""
