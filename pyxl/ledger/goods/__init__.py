"""Goods: the tabs of stock and deliveries, the events behind them, and the books of goods."""
