"""Short messages to telephones: an outbox written with the rest of a transaction, and the gateways that empty it."""
