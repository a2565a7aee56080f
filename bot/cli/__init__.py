"""The command line. Scripts rely on its JSON and its exit statuses."""
