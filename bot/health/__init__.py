"""How the running bot is: its port for probes and Prometheus, and what is measured for it."""
