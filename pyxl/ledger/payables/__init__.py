"""Bills of suppliers: the tabs, the events behind them, and what the books know of them."""
