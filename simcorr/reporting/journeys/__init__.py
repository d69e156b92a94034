"""The flow of journeys, and what comes of them."""
