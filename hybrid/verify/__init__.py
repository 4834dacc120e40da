"""Verifying rule books: are the rules true?"""
