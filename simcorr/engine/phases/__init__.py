"""The nine phases of a week, written once over the state (`engine.state`) and run by both engines."""
