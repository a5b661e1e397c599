"""Who may do what: the policies of a caller, held against all that a call needs. For accounts that are checked.

moto checks the signature and finds the caller's policies. It takes every resource for `*` and no condition for
fulfilled, and asks for no more than the action of the call itself; the files here do better, from AWS's Service
Authorization Reference.
"""
