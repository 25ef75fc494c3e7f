"""What the commands in bin/ share: accounts, the private PostgreSQL cluster, processes, set-up."""
