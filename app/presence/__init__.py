"""The agent in the user's session: locks when the seat is empty, unlocks when the owner returns.

It recognizes nobody: the daemon watches, and tells.
"""
