"""What `python3 start.py` does: it makes .venv, fills it, looks at it, and runs things in it.

Standard library only, for nothing else is there yet. Nothing here knows what the course teaches.
"""
