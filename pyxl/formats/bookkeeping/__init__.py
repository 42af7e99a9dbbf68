"""Files for the tax adviser, the tax audit and other bookkeeping programs."""
