"""Whom to trust, how long, and what is written about it.

clock        when something happened, on clocks that nobody can turn back unnoticed
policy       when a face is enough, and when only the passcode is: one pure step
attempts     from frames to attempts: only a judged face is one
passcode     Argon2id, and how long to wait after wrong ones
audit        an append-only log, each entry chained to the one before
ledger       policy state and log on disk, changed under a lock by one commit
inspection   what a guard would answer, read without leaving a trace
guard        what the programs ask: may this face unlock, is this the passcode
key_wraps    who can open the vault's key: passcode, desktop keyring, key file
vault        templates encrypted and authenticated, bound to owner and encoder
adaptation   temporary references that follow a changing face, within bounds
"""
