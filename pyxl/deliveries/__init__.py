"""From order to delivery: confirmations, pick lists, delivery notes and shipping."""
