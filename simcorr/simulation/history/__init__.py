"""What happened to whom in a run: ends of journeys, histories and stories, and the flow of them."""
