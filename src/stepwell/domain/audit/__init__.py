"""The audit trail: what an event may carry, how events are chained, how that is checked."""
