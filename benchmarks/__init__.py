"""What the program reaches of the figures it promises, measured on this machine: `make bench`."""
