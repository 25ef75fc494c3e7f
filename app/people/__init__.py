"""Accounts, roles, teams, sign-in and tokens."""
