"""The cluster becomes what was built: look, plan, and then do just that."""
