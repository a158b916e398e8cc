"""Keeping what somebody wrote: whole-file saving, drafts, versions, locks, trash."""
