"""Authenticated encryption of single fields, and indexes that find them without showing them.

Record apps import `fields` and `blind_index`. `keyring`, `key_files` and `sealing` need no Django.
docs/decisions/0009-field-encryption.md says what this protects against, and what it does not.
"""
