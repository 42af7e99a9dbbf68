"""The customers' subledger: its tabs, the events behind them, and the books that follow from the events."""
