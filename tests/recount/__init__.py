"""A second bookkeeping: the weekly record counted anew from the log of events, apart from the engine."""
