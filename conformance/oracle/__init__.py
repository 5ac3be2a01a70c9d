"""What CPython does with a conformance program: see FORMAT.md beside this folder."""
