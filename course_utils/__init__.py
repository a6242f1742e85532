"""The small helper behind the notebooks: the names that a page may use, each loaded on first use."""
