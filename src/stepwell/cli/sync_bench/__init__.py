"""Many phones against a server that is killed: nothing may be lost, doubled or overwritten."""
