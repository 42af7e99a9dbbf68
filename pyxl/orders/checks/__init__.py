"""The checks of an order line, one module per subject; each check is a function named after its rule."""
