"""Tests of the stand-in itself, with botocore's own clients. README.md beside this folder says how to run them."""
