"""A stand-in for AWS on loopback: moto, with a referee in front of it. See README.md beside this folder."""
